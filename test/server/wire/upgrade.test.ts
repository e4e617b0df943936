// Who is let in at the door of a running server.
import { afterEach, expect, test } from "vitest"
import { WebSocket } from "ws"
import { MAX_SOCKETS_PER_GUEST } from "../../../server/wire/visitor-limits.ts"
import type { GuestId } from "../../../shared/ids.ts"
import { type LiveWire, openLiveWire } from "../../world/live-wire.ts"

let live: LiveWire | undefined
afterEach(() => live?.close())

/** @returns the open socket, or the status with which it was refused. */
function knock({ origin, room }: LiveWire, guest: string): Promise<WebSocket | number> {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/sync/${room}/content`, {
    headers: { "x-guest": guest },
  })
  return new Promise((resolve, reject) => {
    socket.on("open", () => resolve(socket))
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0))
    socket.on("error", reject)
  })
}

test("[WR17] a guest is refused when it holds too many sockets, others are not, and it is let in when one is closed", async () => {
  const wire = await openLiveWire({
    holderOf: async ({ headers }) => String(headers["x-guest"]).padEnd(22, "_") as GuestId,
  })
  live = wire

  const held: (WebSocket | number)[] = []
  for (let count = 0; count < MAX_SOCKETS_PER_GUEST; count++) held.push(await knock(wire, "ada"))
  const oneMore = await knock(wire, "ada")
  const other = await knock(wire, "ben")
  const [first] = held
  if (first instanceof WebSocket) {
    first.close()
    await expect.poll(() => wire.wireSize()).toBe(MAX_SOCKETS_PER_GUEST)
  }

  expect(held.every(each => each instanceof WebSocket)).toBe(true)
  expect(oneMore).toBe(429)
  expect(other).toBeInstanceOf(WebSocket)
  expect(await knock(wire, "ada")).toBeInstanceOf(WebSocket)
})
