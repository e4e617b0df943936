// An update as somebody may see it who is not given the past: what was written and deleted before it was ever told, as
// work from offline is, leaves its place and its length behind and nothing of what it said. A peer's document is the same
// with either: it is what Yjs itself makes of such a struct once it is deleted. Rule LR8.
import * as encoding from "lib0/encoding"
import * as Y from "yjs"

type Decoded = ReturnType<typeof Y.decodeUpdate>
type Struct = Decoded["structs"][number]
type Deletes = Decoded["ds"]

/** A stretch of a struct, from the first to behind the last of its characters. */
interface Stretch {
  from: number
  to: number
  isDeleted: boolean
}

/** @returns the update itself where nothing in it is withheld. */
export function withhold(update: Uint8Array): Uint8Array {
  const { structs, ds } = Y.decodeUpdate(update)
  if (ds.clients.size === 0 || !structs.some(struct => isWithheld(struct, ds))) return update
  const told = structs.flatMap((struct): Struct[] =>
    isWithheld(struct, ds) ? piecesOf(struct, ds) : [struct],
  )
  return encodeUpdate(told, ds)
}

function isWithheld(struct: Struct, deletes: Deletes): struct is Y.Item {
  if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) return false
  return stretchesOf(struct, deletes).some(({ isDeleted }) => isDeleted)
}

function stretchesOf({ id, length }: Y.Item, deletes: Deletes): Stretch[] {
  const stretches: Stretch[] = []
  let at = 0
  const until = (to: number, isDeleted: boolean) => {
    if (to > at) stretches.push({ from: at, to, isDeleted })
    at = Math.max(at, to)
  }
  const ranges = (deletes.clients.get(id.client) ?? []).toSorted((a, b) => a.clock - b.clock)
  for (const { clock, len } of ranges) {
    const [from, to] = [clock - id.clock, clock + len - id.clock]
    if (to <= at || from >= length) continue
    until(Math.max(0, from), false)
    until(Math.min(length, to), true)
  }
  until(length, false)
  return stretches
}

/** Cut where deleted and living meet, as Yjs cuts: each piece stands right behind the one before it. */
function piecesOf(item: Y.Item, deletes: Deletes): Y.Item[] {
  const { client, clock } = item.id
  return stretchesOf(item, deletes).map(({ from, to, isDeleted }) => {
    const content = isDeleted ? new Y.ContentDeleted(to - from) : contentOf(item, from, to)
    const [origin, parent, key] =
      from === 0
        ? [item.origin, item.parent, item.parentSub]
        : [Y.createID(client, clock + from - 1), null, null]
    return new Y.Item(
      Y.createID(client, clock + from),
      null,
      origin,
      null,
      item.rightOrigin,
      parent,
      key,
      content,
    )
  })
}

function contentOf({ content, length }: Y.Item, from: number, to: number): Y.Item["content"] {
  if (from === 0 && to === length) return content
  if (content instanceof Y.ContentString) return new Y.ContentString(content.str.slice(from, to))
  if (content instanceof Y.ContentAny) return new Y.ContentAny(content.arr.slice(from, to))
  if (content instanceof Y.ContentJSON) return new Y.ContentJSON(content.arr.slice(from, to))
  throw new Error("Only texts and lists have more than one character")
}

function encodeUpdate(structs: readonly Struct[], deletes: Deletes): Uint8Array {
  const runs = runsOf(structs)
  const encoder = new Y.UpdateEncoderV1()
  const rest = encoder.restEncoder
  encoding.writeVarUint(rest, runs.length)
  for (const run of runs) {
    encoding.writeVarUint(rest, run.length)
    encoding.writeVarUint(rest, run[0]?.id.client ?? 0)
    encoding.writeVarUint(rest, run[0]?.id.clock ?? 0)
    for (const struct of run) struct.write(encoder, 0)
  }
  encoding.writeVarUint(rest, deletes.clients.size)
  for (const [client, ranges] of deletes.clients) {
    encoding.writeVarUint(rest, client)
    encoding.writeVarUint(rest, ranges.length)
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(rest, clock)
      encoding.writeVarUint(rest, len)
    }
  }
  return encoder.toUint8Array()
}

/** The structs of each client, as an update has them together. */
function runsOf(structs: readonly Struct[]): Struct[][] {
  const runs: Struct[][] = []
  for (const struct of structs) {
    const run = runs.at(-1)
    if (run && run[0]?.id.client === struct.id.client) run.push(struct)
    else runs.push([struct])
  }
  return runs
}
