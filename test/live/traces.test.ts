// Long texts being written, replayed through two stock clients who take turns, and through the room's bytes edit by edit.
// The trace is made up by a model of writing (test/harness/writing-trace.ts): test/README.md says why. Rules EN1, EN4, SV9.
import { expect, test } from "vitest"
import * as Y from "yjs"
import { foldHistory } from "../../server/rooms/fold.ts"
import { RoomState } from "../../server/rooms/state.ts"
import { randomBySeed } from "../harness/random.ts"
import { StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"
import { type Edit, writeTrace } from "../harness/writing-trace.ts"
import { openLiveWire } from "../world/live-wire.ts"

const EDITS = 120_000
/** A turn of one of the two, sent as so many updates. */
const EDITS_IN_TURN = 3_000
const EDITS_IN_UPDATE = 75

const { edits, text: written } = writeTrace(EDITS, randomBySeed(259_778))

function replay(words: Y.Text, some: readonly Edit[]): void {
  for (const { at, removed, inserted } of some) {
    if (removed > 0) words.delete(at, removed)
    if (inserted !== "") words.insert(at, inserted)
  }
}

test("[EN1][WR1] a trace of 120,000 edits through two stock clients in turn ends as the text that was written", async () => {
  const wire = await openLiveWire()
  const clients = [
    new StockClient(wire.origin, wire.room, { version: "2.1" }),
    new StockClient(wire.origin, wire.room, { version: "3.1" }),
  ] as const
  await Promise.all(clients.map(client => client.synced()))

  for (let at = 0; at < EDITS; at += EDITS_IN_TURN) {
    const [writer, reader] = (at / EDITS_IN_TURN) % 2 === 0 ? clients : [clients[1], clients[0]]
    for (let from = at; from < at + EDITS_IN_TURN; from += EDITS_IN_UPDATE)
      writer.doc.transact(() =>
        replay(writer.doc.getText("trace"), edits.slice(from, from + EDITS_IN_UPDATE)),
      )
    const vector = Y.encodeStateVector(writer.doc)
    await until("the other has it", () => Buffer.compare(Y.encodeStateVector(reader.doc), vector) === 0)
  }
  await clients[1].stored()
  const late = new StockClient(wire.origin, wire.room)
  await late.synced()

  for (const { doc } of [...clients, late]) expect(doc.getText("trace").toString() === written).toBe(true)
  expect(wire.errors).toEqual([])
  for (const client of [...clients, late]) client.close()
  await wire.close()
})

test("[EN1][EN4][SV9] a trace of 120,000 edits, each an update of its own, is taken edit by edit and folds to itself", () => {
  const doc = new Y.Doc()
  const state = RoomState.load(undefined, [])
  const kinds = new Map<string, number>()
  doc.on("update", update => {
    const { kind } = state.take(update)
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  })

  for (const edit of edits) doc.transact(() => replay(doc.getText("trace"), [edit]))
  const folded = foldHistory(state.encode())

  expect([...kinds]).toEqual([["fresh", EDITS]])
  for (const update of [state.encode(), folded.kind === "folded" ? folded.snapshot : new Uint8Array()]) {
    const read = new Y.Doc()
    Y.applyUpdate(read, update)
    expect(read.getText("trace").toString() === written).toBe(true)
  }
})
