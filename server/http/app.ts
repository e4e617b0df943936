// What the server answers over HTTP, put together: headers on everything, the API, health, and the client's files
// for the rest. Owns what happens to a request that fails.
import type { Hono as HonoApp } from "hono"
import { Hono } from "hono"
import type { CardId, GuestId, LinkSecret } from "../../shared/ids.ts"
import type { Access } from "../access/access.ts"
import type { Discussions } from "../discussion/discussions.ts"
import type { IsPublic } from "../discussion/reachable.ts"
import type { Imports } from "../formats/imports.ts"
import type { Log } from "../log.ts"
import type { Rooms } from "../rooms/rooms.ts"
import { type Store, StoreUnavailable } from "../storage/store.ts"
import type { Versions } from "../versions/versions.ts"
import { createApi } from "./api.ts"
import { limitBody } from "./body.ts"
import { type Caller, type CallerOptions, identify } from "./caller.ts"
import { clientFiles } from "./client-files.ts"
import { enterRoutes } from "./enter.ts"
import { type ExportRoutesOptions, exportRoutes } from "./exports.ts"
import { securityHeaders } from "./headers.ts"
import { type HealthOptions, healthRoutes } from "./health.ts"
import { importRoutes } from "./imports.ts"
import { linkRoutes } from "./links.ts"
import { createMakeRoom, type NewRoomOptions } from "./new-rooms.ts"
import { openApiRoutes } from "./openapi.ts"
import { checkOrigin } from "./origin.ts"
import { peopleRoutes } from "./people.ts"
import { problemResponse } from "./problems.ts"
import type { TakeToken } from "./rate-limit.ts"
import { roomRoutes } from "./rooms.ts"
import { settingsRoutes } from "./settings.ts"
import { snapshotRoutes } from "./snapshots.ts"
import { createSummaries, type SummaryOptions } from "./summaries.ts"
import { threadRoutes } from "./threads.ts"
import { type VersionRoutesOptions, versionRoutes } from "./versions.ts"
import { webhookRoutes } from "./webhook.ts"

export interface AppOptions
  extends NewRoomOptions,
    SummaryOptions,
    HealthOptions,
    CallerOptions,
    ExportRoutesOptions,
    VersionRoutesOptions {
  store: Store
  access: Access
  versions: Versions
  rooms: Pick<Rooms, "join">
  discussions: Discussions
  imports: Pick<Imports, "preview" | "room">
  /** Which addresses a webhook may lead to. */
  mayReach: IsPublic
  newCardId: () => CardId
  /** What opens the example for everybody on this server. */
  exampleSecret: LinkSecret
  mayMakeRoom: (address: string, guest: GuestId) => boolean
  mayEnter: (address: string) => boolean
  mayTry: TakeToken
  /** Where people reach the server. */
  origins: readonly string[]
  /** The folder of the built client. */
  clientFolder: string
  log: Log
}

export function createApp(options: AppOptions): HonoApp<Caller> {
  const { origins, clientFolder, log } = options
  const app = new Hono<Caller>()
  app.use(securityHeaders(origins))
  app.use("/api/*", checkOrigin(origins), identify(options), limitBody)
  const api = createApi(options.access)
  const parts = { ...options, summaries: createSummaries(options), makeRoom: createMakeRoom(options) }
  roomRoutes(api, parts)
  enterRoutes(api, parts)
  linkRoutes(api, parts)
  peopleRoutes(api, parts)
  settingsRoutes(api, parts)
  snapshotRoutes(api, parts)
  threadRoutes(api, parts)
  versionRoutes(api, parts)
  exportRoutes(api, parts)
  webhookRoutes(api, parts)
  importRoutes(api, parts)
  openApiRoutes(api, options.version)
  app.route("/", api.routes)
  app.all("/api/*", () => problemResponse("notFound", "The API has no such address or method."))
  app.route("/", healthRoutes(options))
  app.all("/sync/*", () => problemResponse("notFound", "Rooms are joined by WebSocket."))
  app.use(clientFiles(clientFolder))
  app.notFound(() => problemResponse("notFound"))
  app.onError(error => {
    if (error instanceof StoreUnavailable) {
      log.warn({ err: error }, "A request met a store that is unavailable")
      return problemResponse("unavailable")
    }
    // A bug of ours in one request: nothing is shared between requests, so the others may go on.
    log.error({ err: error }, "A request failed")
    return problemResponse("failed")
  })
  return app
}
