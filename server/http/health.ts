// /health: whether this server can do its work, for supervisors and proxies. Asks the store to write, since a server
// that only reads is degraded: nothing that people do there is saved.
import { Hono } from "hono"
import { apiPaths } from "../../shared/api.ts"
import type { Store } from "../storage/store.ts"

/** How long one look at the store serves everybody who asks. */
const CHECK_MS = 1_000

export interface HealthOptions {
  store: Pick<Store, "checkWritable">
  version: string
  /** How many documents are open. */
  openRooms: () => number
  /** ms since any fixed time, never going back: a clock that is set back must not keep an old answer alive. */
  steadyNow: () => number
}

export function healthRoutes({ store, version, openRooms, steadyNow }: HealthOptions): Hono {
  let checkedAtMs = Number.NEGATIVE_INFINITY
  let canWrite: Promise<boolean> = Promise.resolve(true)

  function checkStore(): Promise<boolean> {
    if (steadyNow() - checkedAtMs < CHECK_MS) return canWrite
    checkedAtMs = steadyNow()
    canWrite = store.checkWritable().then(
      () => true,
      // Whatever the reason, people's work is not stored now; the log has it from those who tried to store.
      () => false,
    )
    return canWrite
  }

  return new Hono().get(apiPaths.health, async context => {
    const isHealthy = await checkStore()
    const state = {
      status: isHealthy ? "ok" : "degraded",
      canWrite: isHealthy,
      openRooms: openRooms(),
      version,
    }
    return context.json(state, isHealthy ? 200 : 503, { "cache-control": "no-store" })
  })
}
