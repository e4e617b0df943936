// Restores among random edits, by seed: what the server writes gives the canvas of the version exactly, whatever has been
// done since; what two people do meanwhile is merged with it; and everybody ends with the same. Rules VE4, VE9.
import { expect, test } from "vitest"
import * as Y from "yjs"
import type { StoredLog } from "../../server/storage/store.ts"
import { canvasIn, crafts } from "../../server/versions/crafts.ts"
import { docOf } from "../../server/versions/log-docs.ts"
import type { Kept } from "../../server/versions/version-bytes.ts"
import { assert } from "../../shared/assert.ts"
import type { CardId, TagId } from "../../shared/ids.ts"
import { type Canvas, hues, type RichNode } from "../../shared/model/canvas.ts"
import { type Content, contentOf } from "../../shared/model/document.ts"
import {
  addCards,
  archiveCards,
  duplicateCard,
  emptyArchive,
  moveCards,
  removeTag,
  restoreCards,
  setMeta,
  setTag,
  tagCards,
} from "../../shared/model/edits.ts"
import { readCanvas, readHeads, readTags } from "../../shared/model/read.ts"
import { insertText, paragraph, readRuns } from "../../shared/model/rich-text.ts"
import { smallCanvas } from "../client/canvas/small-canvas.ts"
import { type Random, randomBySeed } from "../harness/random.ts"
import { contentWith, copyOf, fragmentOf } from "../shared/peers.ts"

const SEEDS = 200
const ROUNDS = 12
const NOW_MS = 1_800_000_000_000
const WORDS = ["schools", "每月付费", "a, b and c", "😀", "it depends: on what", " "]

function editAtRandom(content: Content, random: Random): void {
  const heads = readHeads(content)
  const card = heads.length > 0 ? random.pick(heads).id : undefined
  const template = readCanvas(content)?.template
  assert(template, "the canvas has a template")
  const spot = { block: random.pick(template.blocks).id, position: random.below(4) }
  const fresh = () => ({ id: `new-${random.below(1e9)}` as CardId, by: "Ana", born: 1 })
  const edits: (() => void)[] = [
    () => addCards(content, [{ ...fresh(), text: someText(random) }], spot),
    () => card && moveCards(content, [card], spot),
    () => card && archiveCards(content, [card], random.below(100)),
    () => card && restoreCards(content, [card]),
    () => card && tagCards(content, [card], readTags(content)[random.below(4)]?.id),
    () => card && duplicateCard(content, card, fresh()),
    () => setMeta(content, { title: random.pick(WORDS) }),
    () =>
      setTag(content, `tag-${random.below(4)}` as TagId, {
        name: random.pick(WORDS),
        hue: random.pick(hues),
      }),
    () => removeTag(content, `tag-${random.below(4)}` as TagId),
    () => void (random.chance(0.3) && emptyArchive(content)),
    () => editText(content, content.commentary, random),
    () => editText(content, content.commentary, random),
    () => card && editText(content, fragmentOf(content, card), random),
    () => card && editText(content, fragmentOf(content, card), random),
  ]
  random.pick(edits)()
}

/** Types, deletes, makes bold, splits off and takes away, as editors do. */
function editText(content: Content, fragment: Y.XmlFragment, random: Random): void {
  content.doc.transact(() => {
    const at = random.below(fragment.length + 1)
    const element = fragment.length > 0 ? fragment.get(random.below(fragment.length)) : undefined
    const run = element instanceof Y.XmlElement ? element.get(0) : undefined
    if (random.chance(0.3)) insertText(fragment, at, someText(random))
    else if (random.chance(0.2) && fragment.length > 1) fragment.delete(random.below(fragment.length), 1)
    else if (run instanceof Y.XmlText) editRun(run, random)
  })
}

function editRun(run: Y.XmlText, random: Random): void {
  const [first] = readRuns(run)
  // Whole letters, as editors take them.
  const [letter = ""] = first?.text ?? ""
  if (letter !== "" && random.chance(0.25)) run.format(0, letter.length, { bold: {} })
  else if (letter !== "" && random.chance(0.3)) run.delete(0, letter.length)
  else run.insert(run.length, random.pick(WORDS))
}

function someText(random: Random): RichNode[] {
  const lines = Array.from({ length: 1 + random.below(3) }, () => paragraph(random.pick(WORDS)))
  if (random.chance(0.6)) return lines
  return [{ type: "bulletList", content: lines.map(line => ({ type: "listItem", content: [line] })) }]
}

/** A room's log with two people who hold its document, each of whom is behind for a while. */
function openRoom() {
  const first = contentWith(smallCanvas())
  const people = [copyOf(first), copyOf(first)] as const
  const log: StoredLog = { base: { seq: 0, update: Y.encodeStateAsUpdate(first.doc) }, rows: [] }
  const told = people.map(() => 0)
  return {
    people,
    log,
    store(update: Uint8Array): void {
      log.rows.push({ seq: log.rows.length + 1, update, at: log.rows.length + 1 })
    },
    /** Everything a person has done reaches the log. */
    send(person: Content): void {
      const known = Y.encodeStateVector(docOf(log))
      this.store(Y.encodeStateAsUpdate(person.doc, known))
    },
    /** Everything in the log reaches everybody. */
    tell(): void {
      people.forEach(({ doc }, index) => {
        for (const { update } of log.rows.slice(told[index])) Y.applyUpdate(doc, update)
        told[index] = log.rows.length
      })
    },
  }
}

const canvasOf = (log: StoredLog): Canvas => {
  const canvas = readCanvas(contentOf(docOf(log)))
  assert(canvas, "the log holds a canvas")
  return canvas
}

/** All of it but the archived cards that the version does not know. */
function knownTo(version: Canvas, canvas: Canvas): Canvas {
  const known = new Set(version.cards.map(({ id }) => id))
  return { ...canvas, cards: canvas.cards.filter(({ id, gone }) => known.has(id) || gone === undefined) }
}

function play(seed: number): void {
  const random = randomBySeed(seed)
  const room = openRoom()
  const versions: Kept[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const person of room.people)
      for (let edits = random.below(4); edits > 0; edits--) editAtRandom(person, random)
    for (const person of room.people) if (random.chance(0.8)) room.send(person)
    if (random.chance(0.7)) room.tell()
    const kept = crafts.keep(room.log)
    assert(kept, "the log holds a canvas")
    expect(canvasIn(kept.state)).toEqual(canvasOf(room.log))
    versions.push(kept)
    if (!random.chance(0.3)) continue

    const { state } = random.pick(versions)
    const version = canvasIn(state)
    const made = crafts.restore(room.log, state, { kind: "everything" }, NOW_MS)
    assert(version && made.kind === "change", "a version can be restored")
    // While it is made, both go on.
    for (const person of room.people) editAtRandom(person, random)
    if (made.update) room.store(made.update)

    expect(knownTo(version, canvasOf(room.log))).toEqual(version)
    expect(crafts.restore(room.log, state, { kind: "everything" }, NOW_MS)).toEqual({ kind: "change" })
  }
  for (const person of room.people) room.send(person)
  room.tell()

  const [one, other] = room.people.map(readCanvas)
  expect(one).toEqual(canvasOf(room.log))
  expect(other).toEqual(one)
}

for (let from = 1; from <= SEEDS; from += 25)
  test(`[VE4] restores among random edits, seeds ${from} to ${from + 24}`, () => {
    for (let seed = from; seed < from + 25; seed++) {
      try {
        play(seed)
      } catch (cause) {
        throw new Error(`seed ${seed}`, { cause })
      }
    }
  })
