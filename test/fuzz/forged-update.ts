// Updates no editor would write, but made of well-formed structs: references anywhere, in circles, ahead and across;
// holes; stretches known in part; deletes of what is not there.
import * as encoding from "lib0/encoding"
import type { Random } from "../harness/random.ts"

const CLIENTS = [1, 2, 3, 4]

/** @param clocks what is known of each client: most of what is forged stays near it. */
export function forgedUpdate(clocks: ReadonlyMap<number, number>, random: Random): Uint8Array {
  const encoder = encoding.createEncoder()
  const clients = CLIENTS.filter(() => random.chance(0.5)).sort(() => random.below(3) - 1)
  encoding.writeVarUint(encoder, clients.length)
  for (const client of clients) {
    const known = clocks.get(client) ?? 0
    const count = 1 + random.below(4)
    encoding.writeVarUint(encoder, count)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, Math.max(0, known - (random.chance(0.4) ? random.below(5) : 0)))
    for (let written = 0; written < count; written++) writeStruct(encoder, clocks, random)
  }
  writeDeletes(encoder, clocks, random)
  return encoding.toUint8Array(encoder)
}

function writeId(encoder: encoding.Encoder, clocks: ReadonlyMap<number, number>, random: Random): void {
  const client = random.pick(CLIENTS)
  const known = clocks.get(client) ?? 0
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, random.below(known + (random.chance(0.3) ? 6 : 0) || 1))
}

function writeStruct(encoder: encoding.Encoder, clocks: ReadonlyMap<number, number>, random: Random): void {
  const kind = random.pick([0, 1, 2, 3, 4, 4, 4, 5, 6, 7, 7, 7, 8, 10])
  if (kind === 0 || kind === 10) {
    encoding.writeUint8(encoder, kind)
    encoding.writeVarUint(encoder, 1 + random.below(3))
    return
  }
  const hasOrigin = random.chance(0.5)
  const hasRight = random.chance(0.2)
  const hasKey = random.chance(0.3)
  encoding.writeUint8(encoder, kind | (hasOrigin ? 0x80 : 0) | (hasRight ? 0x40 : 0) | (hasKey ? 0x20 : 0))
  if (hasOrigin) writeId(encoder, clocks, random)
  if (hasRight) writeId(encoder, clocks, random)
  if (!hasOrigin && !hasRight) {
    const isRoot = random.chance(0.4)
    encoding.writeVarUint(encoder, isRoot ? 1 : 0)
    if (isRoot) encoding.writeVarString(encoder, random.pick(["text", "map", "array", "xml"]))
    else writeId(encoder, clocks, random)
    if (hasKey) encoding.writeVarString(encoder, random.pick(["a", "b"]))
  }
  writeContent(encoder, kind, random)
}

function writeContent(encoder: encoding.Encoder, kind: number, random: Random): void {
  const length = 1 + random.below(3)
  switch (kind) {
    case 1:
      encoding.writeVarUint(encoder, length)
      return
    case 2:
      encoding.writeVarUint(encoder, length)
      for (let written = 0; written < length; written++) encoding.writeVarString(encoder, '{"a":[1]}')
      return
    case 3:
      encoding.writeVarUint8Array(encoder, new Uint8Array(length))
      return
    case 4:
      encoding.writeVarString(encoder, random.pick(["a", "ab", "abc", "é日本"]))
      return
    case 5:
      encoding.writeVarString(encoder, '{"image":"x"}')
      return
    case 6:
      encoding.writeVarString(encoder, "bold")
      encoding.writeVarString(encoder, random.pick(["true", "null"]))
      return
    case 7:
      writeType(encoder, random.below(7))
      return
    default:
      encoding.writeVarUint(encoder, length)
      for (let written = 0; written < length; written++)
        encoding.writeAny(encoder, random.pick([null, 1, "any", { a: [true] }]))
  }
}

function writeType(encoder: encoding.Encoder, type: number): void {
  encoding.writeVarUint(encoder, type)
  if (type === 3 || type === 5) encoding.writeVarString(encoder, "paragraph")
}

function writeDeletes(encoder: encoding.Encoder, clocks: ReadonlyMap<number, number>, random: Random): void {
  const clients = CLIENTS.filter(() => random.chance(0.2))
  encoding.writeVarUint(encoder, clients.length)
  for (const client of clients) {
    const count = 1 + random.below(3)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, count)
    for (let written = 0; written < count; written++) {
      encoding.writeVarUint(encoder, random.below((clocks.get(client) ?? 0) + 1))
      encoding.writeVarUint(encoder, 1 + random.below(3))
    }
  }
}
