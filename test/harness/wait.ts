// Waiting for a condition. Patience is generous, since two cores run everything at once: it ends what hangs.
import { vi } from "vitest"

const PATIENCE = { timeout: 20_000, interval: 10 }

/** Resolves as soon as the condition holds; rejects naming it after a while. */
export const until = (what: string, holds: () => boolean): Promise<void> =>
  eventually(() => {
    if (!holds()) throw new Error(`Waited in vain: ${what}`)
  })

/** Resolves as soon as what is expected comes about; rejects with what was missing after a while. */
export const eventually = (expectation: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(expectation, PATIENCE)
