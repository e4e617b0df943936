// Whether stored bytes are still the bytes that were stored, and which part of a history is. CRC-32 finds what disks and
// stray writes do (it is no defence against people); Node computes it at some gigabytes a second.
import { crc32 } from "node:zlib"
import type { StoredUpdate } from "./store.ts"

/** A snapshot or an update as a store has it, not looked at yet. */
export type StoredRow = Partial<Record<"seq" | "bytes" | "checksum", unknown>>

export const checksumOf = (bytes: Uint8Array): number => crc32(bytes)

/** @returns the row's update, or undefined where its bytes are not those that were stored. */
export function intactUpdate({ seq, bytes, checksum }: StoredRow): StoredUpdate | undefined {
  if (typeof seq !== "number" || !(bytes instanceof Uint8Array)) return undefined
  return checksumOf(bytes) === checksum ? { seq, update: bytes } : undefined
}

export function newestIntact(newestFirst: readonly StoredRow[]): StoredUpdate | undefined {
  for (const row of newestFirst) {
    const snapshot = intactUpdate(row)
    if (snapshot) return snapshot
  }
  return undefined
}

/** The rows from `base` on up to the first that is damaged or missing: a state the document really had. */
export function intactRun(rows: readonly StoredRow[], base: number): StoredUpdate[] {
  const run: StoredUpdate[] = []
  for (const row of rows) {
    const update = intactUpdate(row)
    if (update?.seq !== base + run.length + 1) break
    run.push(update)
  }
  return run
}
