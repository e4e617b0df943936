// What the server answers over HTTP, put together: headers on everything, the API, health, and the client's files
// for the rest. Owns what happens to a request that fails.
import type { Hono as HonoApp } from "hono"
import { Hono } from "hono"
import type { Log } from "../log.ts"
import { StoreUnavailable } from "../storage/store.ts"
import { limitBody } from "./body.ts"
import { type Caller, type CallerOptions, identify } from "./caller.ts"
import { clientFiles } from "./client-files.ts"
import { securityHeaders } from "./headers.ts"
import { type HealthOptions, healthRoutes } from "./health.ts"
import { checkOrigin } from "./origin.ts"
import { problemResponse } from "./problems.ts"
import { type RoomRoutesOptions, roomRoutes } from "./rooms.ts"

export interface AppOptions extends RoomRoutesOptions, HealthOptions, CallerOptions {
  store: RoomRoutesOptions["store"]
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
  app.route("/", roomRoutes(options))
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
