// What happens when nobody says anything: half a minute of real time, since stock clients count by their own clock.
import { expect, test, vi } from "vitest"
import { encodeAwareness } from "../../shared/protocol/messages.ts"
import { StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"
import { openLiveWire } from "../world/live-wire.ts"
import { awarenessOf } from "../world/paper-member.ts"
import { RawClient } from "../world/raw-client.ts"

test("[WR4] [WR9] a silent client stays connected, and a peer whose line is dead is taken down within 35 s", async () => {
  const live = await openLiveWire()
  const ada = new StockClient(live.origin, live.room)
  // Speaks of nobody, so that no renewal of its own brings it messages.
  ada.provider.awareness.setLocalState(null)
  const path = `/sync/${live.room}/content`
  const quiet = new RawClient(live.origin, { path })
  const dead = new RawClient(live.origin, { path, autoPong: false })
  await Promise.all([ada.synced(), quiet.opened, dead.opened])
  const heardAtMs: number[] = [performance.now()]
  quiet.socket.on("message", () => heardAtMs.push(performance.now()))
  dead.send(encodeAwareness(awarenessOf([4_711, 1, { user: { name: "Ghost" } }])))
  await until("the ghost is seen", () => ada.provider.awareness.getStates().has(4_711))
  const startedAtMs = performance.now()

  await dead.closed
  const goneAfterMs = performance.now() - startedAtMs
  await until("the ghost is seen no more", () => !ada.provider.awareness.getStates().has(4_711))
  await vi.waitUntil(() => performance.now() - startedAtMs > 36_000, { timeout: 40_000, interval: 100 })

  const gapsMs = heardAtMs.map((atMs, index) => atMs - (heardAtMs[index - 1] ?? atMs))
  expect(goneAfterMs).toBeLessThan(35_000)
  expect(Math.max(...gapsMs)).toBeLessThan(20_000)
  expect(heardAtMs.length).toBeGreaterThan(2)
  expect(ada.closeCodes).toEqual([])
  expect(ada.provider.wsconnected).toBe(true)
  expect(quiet.socket.readyState).toBe(quiet.socket.OPEN)
  for (const client of [ada, quiet, dead]) client.close()
  await live.close()
})
