// State vectors: for each client the clock behind the last character somebody has of it.
import { Reader, varUintLength, writeVarUint } from "../../shared/protocol/bytes.ts"

interface Entry {
  readonly client: number
  readonly clock: number
}

/** Higher clients first, as Yjs has them. */
export function encodeStateVector(entries: Iterable<Entry>): Uint8Array {
  const sorted = [...entries].sort((left, right) => right.client - left.client)
  let length = varUintLength(sorted.length)
  for (const { client, clock } of sorted) length += varUintLength(client) + varUintLength(clock)
  const bytes = new Uint8Array(length)
  let at = writeVarUint(bytes, 0, sorted.length)
  for (const { client, clock } of sorted) at = writeVarUint(bytes, writeVarUint(bytes, at, client), clock)
  return bytes
}

/** Clocks by client; undefined where the bytes are malformed or name more clients than they may. */
export function readStateVector(bytes: Uint8Array, maxEntries: number): Map<number, number> | undefined {
  const reader = new Reader(bytes)
  const count = reader.varUint()
  if (count > maxEntries) return undefined
  const clocks = new Map<number, number>()
  for (let read = 0; read < count && !reader.failed; read++) clocks.set(reader.varUint(), reader.varUint())
  return reader.failed || reader.left > 0 ? undefined : clocks
}
