// Frames damaged on their way or on purpose: whatever is in one, whoever sent it is not left waiting.
import { expect, test } from "vitest"
import * as Y from "yjs"
import { deliver } from "../../../server/wire/inbound.ts"
import {
  decodeMessage,
  encodeAwareness,
  encodeHave,
  encodeMissing,
  encodeUpdate,
} from "../../../shared/protocol/messages.ts"
import { type Random, randomBySeed } from "../../harness/random.ts"
import { awarenessOf } from "../../world/paper-member.ts"
import { createWorld, writing } from "../../world/rooms-world.ts"

const FRAMES = 3_000

/** A document of some people, so that damage meets references between them. */
function someDocument(): Y.Doc {
  const doc = new Y.Doc()
  for (let person = 1; person <= 4; person++) {
    const other = new Y.Doc()
    other.clientID = person
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    other.getText("words").insert(other.getText("words").length >> 1, `by ${person}, and more `)
    other.getMap("cards").set(`card ${person}`, new Y.Map([["at", [person, "a0"]]]))
    other.getText("words").delete(0, 2)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  }
  return doc
}

function damaged(frame: Uint8Array, random: Random): Uint8Array {
  const copy = frame.slice()
  for (let hits = 1 + random.below(3); hits > 0; hits--)
    copy[random.below(copy.length)] = random.chance(0.5) ? random.below(256) : random.below(8)
  return copy
}

test("[FA14] whoever sent a damaged frame is sent away, asked for what is missing, or answered", async () => {
  const random = randomBySeed(1_999)
  const doc = someDocument()
  const world = await createWorld(Y.encodeStateAsUpdate(doc))
  const witness = await world.join()
  const edited = new Y.Doc()
  Y.applyUpdate(edited, Y.encodeStateAsUpdate(doc))
  const wholes = [
    encodeUpdate(writing(edited, "new ")),
    encodeUpdate(writing(edited, "newer ")),
    encodeMissing(Y.encodeStateAsUpdate(edited)),
    encodeHave(Y.encodeStateVector(edited)),
    encodeAwareness(awarenessOf([7, 3, { user: { name: "Somebody" } }])),
  ]
  const ends = { away: 0, asked: 0, answered: 0 }

  for (let sent = 0; sent < FRAMES; sent++) {
    const decoded = decodeMessage(damaged(random.pick(wholes), random))
    if (!decoded.ok) continue
    const sender = await world.join()
    const asked = sender.member.of("have").length
    deliver(sender.room, sender.seat, decoded.message)
    sender.room.barrier(sender.seat, 7)
    await world.settle()
    const outcome = {
      away: sender.member.of("closed").length > 0,
      asked: sender.member.of("have").length > asked,
      answered: sender.member.of("barrier").some(({ number }) => number === 7),
    }

    expect({ sent, ...outcome }).toSatisfy(
      (end: typeof outcome) => [end.away, end.asked, end.answered].filter(Boolean).length === 1,
    )
    if (outcome.away) ends.away++
    else if (outcome.asked) ends.asked++
    else ends.answered++
    sender.room.leave(sender.seat)
  }

  // Each of the three is met, or the damage was not of the kind that matters.
  for (const count of Object.values(ends)) expect(count).toBeGreaterThan(20)
  world.timers.pass(1_000)
  const fresh = await world.join()
  await world.settle()
  expect([fresh.member.doc.store.pendingStructs, fresh.member.doc.store.pendingDs]).toEqual([null, null])
  expect(witness.member.of("closed")).toEqual([])
  expect(witness.member.text).toBe(fresh.member.text)
})
