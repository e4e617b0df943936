// The HTTP side on a store in memory, without a port: requests go in as objects. What a test does not choose is plain.
import type { IncomingMessage } from "node:http"
import { nanoid } from "nanoid"
import { Access } from "../../../server/access/access.ts"
import { createGuests } from "../../../server/access/guests.ts"
import { Discussions } from "../../../server/discussion/discussions.ts"
import { OpenDiscussions } from "../../../server/discussion/open-discussions.ts"
import { publicAddresses } from "../../../server/discussion/reachable.ts"
import { readRoom } from "../../../server/formats/import-room.ts"
import { readAny } from "../../../server/formats/read-any.ts"
import { writeExport } from "../../../server/formats/write-export.ts"
import { type AppOptions, createApp } from "../../../server/http/app.ts"
import { foldHistory } from "../../../server/rooms/fold.ts"
import { Rooms } from "../../../server/rooms/rooms.ts"
import { Wheel } from "../../../server/rooms/timers.ts"
import { createMemoryStore } from "../../../server/storage/memory.ts"
import { Past } from "../../../server/versions/past.ts"
import { Versions, type VersionsOptions } from "../../../server/versions/versions.ts"
import type { CardId, GuestId, LinkId, LinkSecret, PersonId, RoomId, VersionId } from "../../../shared/ids.ts"
import { HandTimers } from "../../world/hand-timers.ts"
import { workHere } from "../../world/work-here.ts"

export const origin = "https://canvas.example.org"
export const room = (index: number) => `room-${index}`.padEnd(22, "_") as RoomId

export interface TestApp extends AppOptions {
  /** Everything that was logged, as `level message`. */
  logged: string[]
  /** The API's routes, as they are served. */
  routes: { method: string; path: string }[]
  request(path: string, init?: RequestInit): Promise<Response>
  /** POSTs JSON as our page does. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  /** Somebody with a browser of their own, who is the same guest with every request. */
  visitor(): Visitor
}

export interface Visitor {
  get(path: string): Promise<Response>
  send(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<Response>
  /** POSTs a file. */
  upload(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Response>
}

export function testApp(chosen: Partial<AppOptions> = {}): TestApp {
  let [rooms, made] = [0, 0]
  const logged: string[] = []
  const write = (level: string) => (_fields: unknown, message: string) =>
    void logged.push(`${level} ${message}`)
  const store = chosen.store ?? createMemoryStore()
  const now = chosen.now ?? (() => 1_800_000_000_000)
  const timers = new HandTimers()
  const onError = (message: string) => void logged.push(`error ${message}`)
  // Rooms wait some milliseconds between two writes.
  const openRooms = new Rooms({
    store,
    timers: new Wheel(() => performance.now()),
    now,
    onError,
    fold: foldHistory,
  })
  const keeping: VersionsOptions = {
    store,
    rooms: openRooms,
    work: workHere,
    now,
    newVersionId: () => `version-${++made}`.padEnd(12, "_") as VersionId,
    onError,
  }
  const versions = new Versions(keeping)
  const options: AppOptions = {
    store,
    access: new Access({ store, timers, now, onError }),
    rooms: openRooms,
    versions,
    past: new Past(versions, keeping),
    discussions: new Discussions({
      open: new OpenDiscussions({ rooms: openRooms, timers }),
      store,
      now,
      maySpeak: () => true,
      onEvent: () => {},
    }),
    exports: writesHere,
    imports: readsHere,
    mayReach: publicAddresses(),
    guests: createGuests(new Uint8Array(32)),
    log: { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") },
    origins: [origin],
    now,
    steadyNow: () => 0,
    newRoomId: () => room(++rooms),
    newCardId: () => `card-${++made}` as CardId,
    newGuestId: () => `guest-${++made}`.padEnd(22, "_") as GuestId,
    newLinkId: () => `link-${++made}`.padEnd(12, "_") as LinkId,
    newPersonId: () => `person-${++made}`.padEnd(12, "_") as PersonId,
    random: length => new Uint8Array(length).fill(++made),
    exampleSecret: "e".repeat(43) as LinkSecret,
    readOnlyReason: async () => undefined,
    largeSnapshot: async () => undefined,
    openRooms: () => 3,
    mayMakeRoom: () => true,
    mayEnter: () => true,
    mayTry: () => true,
    mayCall: () => true,
    mayExport: () => true,
    addressIn: () => "192.0.2.1",
    isSecure: true,
    clientFolder: "no-such-folder",
    version: "1.2.3",
    ...chosen,
  }
  const app = createApp(options)
  const request = async (path: string, init: RequestInit = {}) =>
    app.request(path, init, { incoming: {} as IncomingMessage })
  return {
    ...options,
    logged,
    // What middleware and the refusal of all else are mounted at is no route.
    routes: app.routes
      .filter(({ method, path }) => path.startsWith("/api/") && method !== "ALL")
      .map(({ method, path }) => ({ method: method.toLowerCase(), path })),
    request,
    post: (path, body, headers = {}) =>
      request(path, {
        method: "POST",
        headers: { origin, "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    visitor: () => visitorTo(request),
  }
}

/** Exports without a thread. */
const writesHere: AppOptions["exports"] = {
  length: 0,
  write: async question => ({ kind: "answered", answer: await writeExport(question) }),
}

/** Reads files without a thread. */
const readsHere: AppOptions["imports"] = {
  preview: ({ bytes, name }) => readAny(bytes, name, { newId: nanoid, now: 1_800_000_000_000 }),
  room: ({ bytes, name }, wanted) => readRoom(bytes, name, wanted, { newId: nanoid, now: 1_800_000_000_000 }),
}

function visitorTo(request: TestApp["request"]): Visitor {
  let cookie: string | undefined

  async function ask(path: string, init: RequestInit, type = "application/json"): Promise<Response> {
    const headers = { origin, "content-type": type, ...(cookie !== undefined && { cookie }) }
    const response = await request(path, { ...init, headers })
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie
    return response
  }

  return {
    get: path => ask(path, { method: "GET" }),
    send: (method, path, body) =>
      ask(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) }),
    upload: (path, bytes) => ask(path, { method: "POST", body: bytes }, "application/octet-stream"),
  }
}

/** @throws where the answer is a refusal. */
export async function answerOf<Answer>(asked: Promise<Response>): Promise<Answer> {
  const response = await asked
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}
