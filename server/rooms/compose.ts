// Puts an update together from stretches of struct bytes and a delete set, without reading a struct.
import { varUintLength, writeVarUint } from "../../shared/protocol/bytes.ts"

/** Structs of one client that follow each other without a hole. */
export interface Part {
  client: number
  /** Of its first character. */
  clock: number
  /** How many structs it has. */
  count: number
  /** The first struct, where that had to be written anew because its beginning was known. */
  head: Uint8Array | undefined
  /** The other structs as they came. */
  body: Uint8Array
}

/**
 * One update of the parts, in their order, and a delete set.
 *
 * Moves the parts: their bodies are views of the update afterwards, so that whoever keeps both holds the bytes once.
 */
export function composeUpdate(parts: readonly Part[], deleteSet: Uint8Array): Uint8Array {
  let length = varUintLength(parts.length) + deleteSet.length
  for (const { client, clock, count, head, body } of parts) {
    length += varUintLength(count) + varUintLength(client) + varUintLength(clock)
    length += (head?.length ?? 0) + body.length
  }
  const update = new Uint8Array(length)
  let at = writeVarUint(update, 0, parts.length)
  for (const part of parts) {
    at = writeVarUint(update, at, part.count)
    at = writeVarUint(update, at, part.client)
    at = writeVarUint(update, at, part.clock)
    const from = at
    if (part.head) {
      update.set(part.head, at)
      at += part.head.length
      part.head = undefined
    }
    update.set(part.body, at)
    at += part.body.length
    part.body = update.subarray(from, at)
  }
  update.set(deleteSet, at)
  return update
}
