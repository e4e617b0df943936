// Waiting for a condition, with words for what did not come about.
import { vi } from "vitest"

/** Resolves as soon as the condition holds; rejects naming it after `patienceMs`. */
export async function until(what: string, holds: () => boolean, patienceMs = 20_000): Promise<void> {
  await vi.waitFor(
    () => {
      if (!holds()) throw new Error(`Waited in vain: ${what}`)
    },
    { timeout: patienceMs, interval: 10 },
  )
}
