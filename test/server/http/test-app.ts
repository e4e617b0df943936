// The HTTP side on a store in memory, without a port: requests go in as objects. What a test does not choose is plain.
import type { IncomingMessage } from "node:http"
import { createGuests } from "../../../server/access/guests.ts"
import { type AppOptions, createApp } from "../../../server/http/app.ts"
import { createMemoryStore } from "../../../server/storage/memory.ts"
import type { CardId, GuestId, RoomId } from "../../../shared/ids.ts"

export const origin = "https://canvas.example.org"
export const room = (index: number) => `room-${index}`.padEnd(22, "_") as RoomId

export interface TestApp extends AppOptions {
  /** Everything that was logged, as `level message`. */
  logged: string[]
  request(path: string, init?: RequestInit): Promise<Response>
  /** POSTs JSON as our page does. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
}

export function testApp(chosen: Partial<AppOptions> = {}): TestApp {
  let [rooms, made] = [0, 0]
  const logged: string[] = []
  const write = (level: string) => (_fields: unknown, message: string) =>
    void logged.push(`${level} ${message}`)
  const options: AppOptions = {
    store: createMemoryStore(),
    guests: createGuests(new Uint8Array(32)),
    log: { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") },
    origins: [origin],
    now: () => 1_800_000_000_000,
    steadyNow: () => 0,
    newRoomId: () => room(++rooms),
    newCardId: () => `card-${++made}` as CardId,
    newGuestId: () => `guest-${++made}`.padEnd(22, "_") as GuestId,
    readOnlyReason: async () => undefined,
    openRooms: () => 3,
    mayMakeRoom: () => true,
    mayCall: () => true,
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
    request,
    post: (path, body, headers = {}) =>
      request(path, {
        method: "POST",
        headers: { origin, "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  }
}
