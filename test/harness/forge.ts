// Updates written by hand, field by field, as no Yjs client would.
import * as encoding from "lib0/encoding"

/** A number is written as a varint, a text behind its length, bytes as they are. */
export type Field = number | string | Uint8Array | readonly Field[]

export function forge(...fields: readonly Field[]): Uint8Array {
  const encoder = encoding.createEncoder()
  write(encoder, fields)
  return encoding.toUint8Array(encoder)
}

function write(encoder: encoding.Encoder, field: Field): void {
  if (typeof field === "number") encoding.writeVarUint(encoder, field)
  else if (typeof field === "string") encoding.writeVarString(encoder, field)
  else if (field instanceof Uint8Array) encoding.writeUint8Array(encoder, field)
  else for (const inner of field) write(encoder, inner)
}

export const byte = (value: number): Uint8Array => Uint8Array.of(value)

const NO_DELETES = 0

/** An update of the structs of one client. */
export const structs = (client: number, clock: number, list: readonly Field[]): Uint8Array =>
  forge(1, list.length, client, clock, list, NO_DELETES)

/** An update that only deletes; ranges are [clock, length]. */
export const deletes = (client: number, ranges: readonly (readonly [number, number])[]): Uint8Array =>
  forge(0, 1, client, ranges.length, ranges)

/** A string item that begins a root. */
export const rootText = (text: string): Field => [byte(4), 1, "text", text]

/** A string item behind a character. */
export const textBehind = (client: number, clock: number, text: string): Field => [
  byte(0x84),
  client,
  clock,
  text,
]
