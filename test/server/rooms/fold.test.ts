import { expect, test } from "vitest"
import * as Y from "yjs"
import { foldHistory } from "../../../server/rooms/fold.ts"
import { RoomState } from "../../../server/rooms/state.ts"
import { editAtRandom, readAll } from "../../fuzz/random-edits.ts"
import { structs, textBehind } from "../../harness/forge.ts"
import { randomBySeed } from "../../harness/random.ts"

function folded(history: Uint8Array): Uint8Array {
  const made = foldHistory(history)
  if (made.kind !== "folded") throw new Error(JSON.stringify(made))
  return made.snapshot
}

const docOf = (update: Uint8Array): Y.Doc => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc
}

test("[SV9] what was deleted is gone from the snapshot, and every mark of it stays", () => {
  const doc = new Y.Doc()
  const text = doc.getText("text")
  text.insert(0, "secret ".repeat(1_000))
  text.insert(7_000, "kept")
  const state = RoomState.load(Y.encodeStateAsUpdate(doc), [])
  text.delete(0, 7_000)
  state.take(Y.encodeStateAsUpdate(doc))

  const snapshot = folded(state.encode())

  expect(state.encode().length).toBeGreaterThan(7_000)
  expect(snapshot.length).toBeLessThan(100)
  expect(docOf(snapshot).getText("text").toString()).toBe("kept")
  const after = RoomState.load(snapshot, [])
  expect([after.stateVector(), after.onlyDeletes()]).toEqual([state.stateVector(), state.onlyDeletes()])
})

test.each(Array.from({ length: 30 }, (_, seed) => seed))(
  "[SV9][EN7] seed %i: a room that goes on from its snapshot takes what it would have taken without",
  seed => {
    const random = randomBySeed(seed)
    const plain = RoomState.load(undefined, [])
    let swapped = RoomState.load(undefined, [])
    const peers = [1, 2, 3].map(clientID => Object.assign(new Y.Doc(), { clientID }))
    const onTheWay: Uint8Array[][] = peers.map(() => [])
    for (const peer of peers)
      peer.on("update", (update, origin) => {
        if (origin === "edit") onTheWay[peers.indexOf(peer)]?.push(update)
      })

    for (let step = 0; step < 120; step++) {
      const at = random.below(peers.length)
      const peer = peers[at]
      const sent = onTheWay[at]
      if (!peer || !sent) continue
      editAtRandom(peer, random)
      if (random.chance(0.5))
        for (const update of sent.splice(0)) {
          // The snapshot knows of deletes that Yjs makes by itself, so what says only those is no news to it.
          expect(["fresh", "known"]).toContain(plain.take(update).kind)
          expect(["fresh", "known"]).toContain(swapped.take(update).kind)
        }
      if (random.chance(0.2)) Y.applyUpdate(peer, plain.encode())
      if (random.chance(0.1)) swapped = RoomState.load(folded(swapped.encode()), [])
    }

    const [withSnapshots, without] = [docOf(swapped.encode()), docOf(plain.encode())]
    expect(readAll(withSnapshots)).toEqual(readAll(without))
    expect(Y.equalSnapshots(Y.snapshot(withSnapshots), Y.snapshot(without))).toBe(true)
  },
)

test("[SV9] a history that Yjs waits for a part of, or cannot read, is not folded", () => {
  const gapped = structs(2, 5, [textBehind(2, 4, "c")])

  expect(foldHistory(gapped)).toEqual({ kind: "failed", reason: "Yjs waits for a part of the document" })
  expect(foldHistory(Uint8Array.of(1, 1, 1)).kind).toBe("failed")
})
