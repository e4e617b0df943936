// Whether stored bytes are still the bytes that were stored. CRC-32 finds what disks and stray writes do (it is no
// defence against people); Node computes it at some gigabytes a second.
import { crc32 } from "node:zlib"
import type { Row } from "./sqlite-driver.ts"
import type { StoredUpdate } from "./store.ts"

export const checksumOf = (bytes: Uint8Array): number => crc32(bytes)

/** @returns the row's update, or undefined where its bytes are not those that were stored. */
export function intactUpdate({ seq, bytes, checksum }: Row): StoredUpdate | undefined {
  if (typeof seq !== "number" || !(bytes instanceof Uint8Array)) return undefined
  return checksumOf(bytes) === checksum ? { seq, update: bytes } : undefined
}
