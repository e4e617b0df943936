// The sockets of a server without its pages: a real HTTP server, real `ws`, real rooms, over a store in memory. What it
// needs of main.ts, it wires itself.
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { foldHistory } from "../../server/rooms/fold.ts"
import { Rooms } from "../../server/rooms/rooms.ts"
import { Wheel } from "../../server/rooms/timers.ts"
import { createMemoryStore } from "../../server/storage/memory.ts"
import type { Store } from "../../server/storage/store.ts"
import { openWire, type WireOptions } from "../../server/wire/upgrade.ts"
import type { PersonId, RoomId } from "../../shared/ids.ts"
import { makeRoom } from "./rooms.ts"

export interface LiveWireOptions {
  store?: Store
  /** ms; the server's clock, to be turned by a test. */
  now?: () => number
  addressOf?: (request: IncomingMessage) => string
  holderOf?: WireOptions["holderOf"]
  /** What sockets may do; everybody everything by default. */
  access?: WireOptions["access"]
}

export interface LiveWire {
  /** Such as `http://127.0.0.1:4000`; also the one origin that is let in. */
  origin: string
  room: RoomId
  rooms: Rooms
  store: Store
  /** What went wrong in the background. */
  errors: string[]
  wireSize(): number
  close(): Promise<void>
}

/** For tests that are about other things: whoever comes may edit, and is shown as they say. */
const openDoor: WireOptions["access"] = {
  watch(_room, _holder, tell) {
    const person = "anybody-----" as PersonId
    tell({
      kind: "granted",
      access: { person, role: "facilitate", name: "", color: "", seesComments: true, isLocked: false },
    })
    return () => {}
  },
}

export async function openLiveWire(options: LiveWireOptions = {}): Promise<LiveWire> {
  const {
    now = () => performance.now(),
    store = createMemoryStore(),
    addressOf = () => "127.0.0.1",
  } = options
  const room = await makeRoom(store)
  const errors: string[] = []
  const timers = new Wheel(() => performance.now())
  const rooms = new Rooms({
    store,
    timers,
    now: () => 0,
    fold: foldHistory,
    onError: message => errors.push(message),
  })
  const http = createServer()
  await new Promise<void>(resolve => http.listen(0, "127.0.0.1", resolve))
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const wire = openWire({
    rooms,
    origins: new Set([origin]),
    access: options.access ?? openDoor,
    holderOf: options.holderOf ?? (async () => undefined),
    fold: foldHistory,
    addressOf,
    now,
  })
  http.on("upgrade", wire.upgrade)
  return {
    origin,
    room,
    rooms,
    store,
    errors,
    wireSize: () => wire.size,
    async close() {
      wire.refuse()
      await rooms.close(1_000)
      await wire.close()
      timers.close()
      await new Promise(resolve => http.close(resolve))
      await store.close()
    },
  }
}
