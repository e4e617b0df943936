// Deleted rooms are removed for good once nobody can restore them any more.
import type { AccessStore } from "../storage/access-store.ts"

/** How long a deleted room can be restored. */
export const RESTORABLE_MS = 30 * 24 * 60 * 60 * 1000
const PURGE_EVERY_MS = 60 * 60 * 1000

export interface PurgeOptions {
  store: Pick<AccessStore, "purgeRooms">
  /** ms since 1970 */
  now: () => number
  onError: (message: string, error: unknown) => void
}

/** Removes what is due now and every hour. @returns the way to stop. */
export function keepPurging({ store, now, onError }: PurgeOptions): () => void {
  const purge = () =>
    store
      .purgeRooms(now() - RESTORABLE_MS)
      .catch((error: unknown) => onError("Deleted rooms could not be removed", error))
  void purge()
  const timer = setInterval(() => void purge(), PURGE_EVERY_MS)
  return () => clearInterval(timer)
}
