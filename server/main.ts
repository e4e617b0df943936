// The server's only wiring: reads the environment, opens the store, starts to listen, and is the one place that knows
// which driver stands behind an interface. In the order of the calls below, each part gets what it needs and no more.
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { mkdirSync, readFileSync, writeSync } from "node:fs"
import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import path from "node:path"
import { getRequestListener } from "@hono/node-server"
import { nanoid } from "nanoid"
import { linkPath } from "../shared/api.ts"
import {
  CARD_ID_LENGTH,
  type CardId,
  GUEST_ID_LENGTH,
  type GuestId,
  LINK_ID_LENGTH,
  type LinkId,
  PERSON_ID_LENGTH,
  type PersonId,
  ROOM_ID_LENGTH,
  type RoomId,
  VERSION_ID_LENGTH,
  type VersionId,
} from "../shared/ids.ts"
import {
  MAX_COMMENTS_BURST,
  MAX_COMMENTS_PER_SECOND,
  MAX_ENTRIES_BURST,
  MAX_ENTRIES_PER_SECOND,
  MAX_EXPORTS_BURST,
  MAX_EXPORTS_PER_SECOND,
  MAX_NEW_ROOMS_BURST,
  MAX_NEW_ROOMS_PER_SECOND,
  MAX_PASSWORD_TRIES_BURST,
  MAX_PASSWORD_TRIES_PER_SECOND,
  MAX_REQUEST_HEAD_MS,
  MAX_REQUEST_MS,
  MAX_REQUESTS_BURST,
  MAX_REQUESTS_PER_SECOND,
} from "../shared/protocol/limits.ts"
import { Access } from "./access/access.ts"
import { addressOf } from "./access/address.ts"
import { createGuests } from "./access/guests.ts"
import { holderOf } from "./access/holder.ts"
import { keepPurging } from "./access/purge.ts"
import { exampleSecret } from "./access/secrets.ts"
import { type Config, originsOf, parseConfig } from "./config.ts"
import { Discussions } from "./discussion/discussions.ts"
import { OpenDiscussions } from "./discussion/open-discussions.ts"
import { createPost } from "./discussion/post.ts"
import { publicAddresses } from "./discussion/reachable.ts"
import { Webhooks } from "./discussion/webhooks.ts"
import { findOrMakeExample } from "./first-run.ts"
import { Exports } from "./formats/exports.ts"
import { Imports } from "./formats/imports.ts"
import { createApp } from "./http/app.ts"
import { createRateLimit } from "./http/rate-limit.ts"
import { createLog, type Log } from "./log.ts"
import { Compactor } from "./rooms/compactor.ts"
import { Rooms } from "./rooms/rooms.ts"
import { Wheel } from "./rooms/timers.ts"
import { endOnSignal } from "./shutdown.ts"
import { DATA_FILE } from "./storage/data-file.ts"
import { openSqliteStore } from "./storage/sqlite.ts"
import type { Store } from "./storage/store.ts"
import { Keeper } from "./versions/keeper.ts"
import { Past } from "./versions/past.ts"
import { Versions } from "./versions/versions.ts"
import { openWorkshop } from "./versions/workshop.ts"
import { openWire } from "./wire/upgrade.ts"

/** How long the end waits for a store that does not write. */
const FLUSH_MS = 4_000

const isBuilt = import.meta.url.endsWith(".js")
const root = path.resolve(import.meta.dirname, isBuilt ? "../.." : "..")

const newRoomId = () => nanoid(ROOM_ID_LENGTH) as RoomId
const newCardId = () => nanoid(CARD_ID_LENGTH) as CardId
const newLinkId = () => nanoid(LINK_ID_LENGTH) as LinkId
const newPersonId = () => nanoid(PERSON_ID_LENGTH) as PersonId
const newVersionId = () => nanoid(VERSION_ID_LENGTH) as VersionId
const random = (length: number) => new Uint8Array(randomBytes(length))
const newDeliveryId = () => nanoid()
const newGuestId = () => nanoid(GUEST_ID_LENGTH) as GuestId
const now = () => Date.now()
/** Never goes back, whatever is done to the clock. */
const steadyNow = () => performance.now()

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel)
  process.on("uncaughtException", error => {
    // A promise of ours is broken. What was told is stored; a fresh start is the sound state to go on from.
    log.error({ err: error }, "Stopped by a bug")
    process.exit(1)
  })

  const store = await openStore(config)
  await serve(config, log, store).catch(async (error: unknown) => {
    // Else what SQLite keeps beside its file stays behind.
    await store.close()
    throw error
  })
}

async function serve(config: Config, log: Log, store: Store): Promise<void> {
  const secret = exampleSecret(await store.secret("example-link"))
  const example = await findOrMakeExample(store, { newRoomId, secret, now: now() })
  const guests = createGuests(await store.secret("guest-cookie"))
  const timers = new Wheel(steadyNow)
  const onError = (message: string, error: unknown) => log.error({ err: error }, message)
  const compactor = new Compactor(timers)
  const exports = new Exports(timers)
  const imports = new Imports({ timers, now })
  const access = new Access({ store, timers, now, onError })
  const stopPurging = keepPurging({ store, now, onError })
  const workshop = openWorkshop(timers)
  const rooms = new Rooms({
    store,
    timers,
    now,
    onError,
    fold: compactor.fold,
    beforeFolded: (key, removedUpTo) => keeper.readBefore(key, removedUpTo),
    onStored: key => keeper.noteChange(key),
  })
  const keeping = { store, rooms, work: workshop.work, now, newVersionId, onError }
  const versions = new Versions(keeping)
  const keeper = new Keeper({ versions, timers, onError })
  const mayReach = config.mayReachPrivate ? () => true : publicAddresses()
  const post = createPost(mayReach)
  const webhooks = new Webhooks({ store, timers, now, newDeliveryId, post, onError })
  const discussions = new Discussions({
    open: new OpenDiscussions({ rooms, timers }),
    store,
    now,
    maySpeak: createRateLimit({
      burst: MAX_COMMENTS_BURST,
      perSecond: MAX_COMMENTS_PER_SECOND,
      now: steadyNow,
    }),
    onEvent: event => void webhooks.notify(event),
  })

  const server = createServer({
    headersTimeout: MAX_REQUEST_HEAD_MS,
    requestTimeout: MAX_REQUEST_MS,
    // How often they are looked for; Node's own pace would let them stay three times as long.
    connectionsCheckingInterval: 2_000,
  })
  await listen(server, config)
  // Not before: what is looked after again and again would keep a process alive that cannot start.
  webhooks.start()
  // Only now is it known where people reach the server, since the port may be any free one. No request is missed: the
  // first can come only after this turn of the loop.
  const origins = originsOf(config, (server.address() as AddressInfo).port)
  const addressIn = (request: IncomingMessage) => addressOf(request, config.isBehindProxy)
  const mayMakeRoom = createRateLimit({
    burst: MAX_NEW_ROOMS_BURST,
    perSecond: MAX_NEW_ROOMS_PER_SECOND,
    now: steadyNow,
  })
  const app = createApp({
    store,
    access,
    rooms,
    discussions,
    versions,
    past: new Past(versions, keeping),
    exports,
    imports,
    mayReach,
    guests,
    log,
    origins,
    now,
    steadyNow,
    newRoomId,
    newCardId,
    newGuestId,
    newLinkId,
    newPersonId,
    random,
    exampleSecret: secret,
    readOnlyReason: room => rooms.readOnlyReason({ room, document: "content" }),
    largeSnapshot: room => rooms.largeSnapshot({ room, document: "content" }),
    openRooms: () => rooms.size,
    mayMakeRoom: (address, guest) => mayMakeRoom(address) && mayMakeRoom(guest),
    mayEnter: createRateLimit({
      burst: MAX_ENTRIES_BURST,
      perSecond: MAX_ENTRIES_PER_SECOND,
      now: steadyNow,
    }),
    mayTry: createRateLimit({
      burst: MAX_PASSWORD_TRIES_BURST,
      perSecond: MAX_PASSWORD_TRIES_PER_SECOND,
      now: steadyNow,
    }),
    mayCall: createRateLimit({
      burst: MAX_REQUESTS_BURST,
      perSecond: MAX_REQUESTS_PER_SECOND,
      now: steadyNow,
    }),
    mayExport: createRateLimit({
      burst: MAX_EXPORTS_BURST,
      perSecond: MAX_EXPORTS_PER_SECOND,
      now: steadyNow,
    }),
    addressIn,
    isSecure: origins.some(origin => origin.startsWith("https:")),
    clientFolder: path.join(root, "dist", "client"),
    version: versionOf(path.join(root, "package.json")),
  })
  const wire = openWire({
    rooms,
    origins: new Set(origins),
    access,
    holderOf: request => holderOf(request, access, guests),
    fold: compactor.fold,
    addressOf: addressIn,
    now: steadyNow,
  })
  server.on("request", getRequestListener(app.fetch))
  server.on("upgrade", (request, socket, head) => wire.upgrade(request, socket, head))

  endOnSignal({
    process,
    log,
    ending: {
      refuseNew() {
        wire.refuse()
        stopPurging()
        webhooks.close()
        server.close()
        server.closeIdleConnections()
      },
      async closeRooms() {
        await rooms.close(FLUSH_MS)
        await Promise.all([compactor.close(), exports.close(), imports.close(), workshop.close()])
        timers.close()
      },
      closeSockets: () => wire.close(),
      closeHttp: () => server.closeAllConnections(),
      closeStore: () => store.close(),
    },
  })

  const [home] = origins
  process.stdout.write(`${home}/\n${home}${linkPath(example.id, secret)}\n`)
}

async function openStore({ dataFolder }: Config): Promise<Store> {
  try {
    // For the owner alone: what is in there is everything anybody wrote.
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`The data folder "${dataFolder}" cannot be made: ${reason}.`, { cause })
  }
  return openSqliteStore({ file: path.join(dataFolder, DATA_FILE) })
}

async function listen(server: Server, { host, port }: Config): Promise<void> {
  server.listen(port, host)
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error
    throw new Error(`Port ${port} is in use already; set PORT to another one.`)
  })
}

function versionOf(packageFile: string): string {
  const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { version: string }
  return version
}

/** For mistakes an operator can mend: a sentence, not a stack. Ends at once, whatever has been begun. */
function refuseToStart(sentences: readonly string[]): void {
  writeSync(process.stderr.fd, `Ninefold cannot start.\n${sentences.join("\n")}\n`)
  process.exit(1)
}

const parsed = parseConfig(process.env)
if (parsed.ok)
  await start(parsed.config).catch((error: unknown) =>
    refuseToStart([error instanceof Error ? error.message : String(error)]),
  )
else refuseToStart(parsed.faults)
