// Cuts the known beginning off a struct of which only the rest is new.
import * as encoding from "lib0/encoding"
import { Reader } from "../../shared/protocol/bytes.ts"
import { HAS_ORIGIN, HAS_RIGHT, type Struct } from "./struct.ts"
import { Kind, readText, readValue } from "./struct-content.ts"

/**
 * The bytes of a struct without its first `offset` clocks, as Yjs itself writes them for somebody who has those: what
 * remains stands behind the last character cut off, and takes its parent from there.
 *
 * @param bytes the update; the struct's own end at `end`.
 * @param client and `clock`: the id of the struct's first character.
 * @param offset more than 0 and less than the struct's length.
 */
export function cutStruct(
  struct: Struct,
  { bytes, end, client, clock }: { bytes: Uint8Array; end: number; client: number; clock: number },
  offset: number,
): Uint8Array {
  const encoder = encoding.createEncoder()
  if (struct.kind === Kind.collected) {
    encoding.writeUint8(encoder, Kind.collected)
  } else {
    encoding.writeUint8(encoder, struct.kind | HAS_ORIGIN | (struct.rightClient < 0 ? 0 : HAS_RIGHT))
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock + offset - 1)
    encoding.writeUint8Array(encoder, bytes.subarray(struct.rightAt, struct.parentAt))
  }
  writeContent(encoder, struct, bytes.subarray(struct.contentAt, end), offset)
  return encoding.toUint8Array(encoder)
}

function writeContent(encoder: encoding.Encoder, struct: Struct, content: Uint8Array, offset: number): void {
  if (struct.kind === Kind.string) {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Reader(content).varBytes())
    // Half a surrogate pair becomes U+FFFD, here as in every client that cuts the same text.
    encoding.writeVarString(encoder, text.slice(offset))
    return
  }
  encoding.writeVarUint(encoder, struct.length - offset)
  if (struct.kind !== Kind.any && struct.kind !== Kind.json) return
  const reader = new Reader(content)
  reader.varUint()
  for (let cut = 0; cut < offset; cut++) {
    if (struct.kind === Kind.any) readValue(reader)
    else readText(reader)
  }
  encoding.writeUint8Array(encoder, content.subarray(reader.at))
}
