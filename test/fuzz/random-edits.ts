// Edits at random, by seed, to a document that holds every kind of content Yjs 13 has but subdocuments.
import * as Y from "yjs"
import type { Random } from "../harness/random.ts"

const WORDS = ["a", "value", "é", "日本", "😀", "👩‍👩‍👧", "\u0000", "‮", "\ufeff", "x".repeat(200)]
const VALUES: unknown[] = [
  null,
  true,
  0,
  -1,
  2 ** 31,
  -(2 ** 40),
  0.1,
  Number.NaN,
  [10n ** 12n],
  "text",
  [],
  {},
  [1, ["two", { three: [3] }]],
  { none: undefined, deep: { list: [null, 1.5] } },
  new Uint8Array([1, 2, 3]),
]

type Edit = (doc: Y.Doc, random: Random) => void

const EDITS: readonly Edit[] = [
  editText,
  editText,
  editText,
  formatText,
  editMap,
  editMap,
  editArray,
  editXml,
  editXml,
]

/** One transaction of a few edits. */
export function editAtRandom(doc: Y.Doc, random: Random): void {
  doc.transact(() => {
    for (let edits = random.below(3); edits >= 0; edits--) random.pick(EDITS)(doc, random)
  }, "edit")
}

/** What people would see of the document. */
export const readAll = (doc: Y.Doc): unknown => ({
  text: doc.getText("text").toDelta(),
  map: doc.getMap("map").toJSON(),
  array: doc.getArray("array").toJSON(),
  xml: doc.getXmlFragment("xml").toString(),
})

function editText(doc: Y.Doc, random: Random): void {
  const text = doc.getText("text")
  const [at, to] = randomStretch(text, random)
  if (random.chance(0.6)) text.insert(at, random.pick(WORDS))
  else if (random.chance(0.9)) text.delete(at, to - at)
  else text.insertEmbed(at, { image: random.pick(WORDS) })
}

function formatText(doc: Y.Doc, random: Random): void {
  const text = doc.getText("text")
  const [at, to] = randomStretch(text, random)
  if (to > at) text.format(at, to - at, random.pick([{ bold: true }, { bold: null }, { link: { to: "x" } }]))
}

/** Editors never cut a character in two; where Yjs is made to, its replicas differ (yjs#248). */
function randomStretch(text: Y.Text, random: Random): [number, number] {
  const units: string = text.toDelta().reduce((all: string, { insert }: { insert: unknown }) => {
    return all + (typeof insert === "string" ? insert : "?")
  }, "")
  const whole = (at: number) => (/[\udc00-\udfff]/.test(units.charAt(at)) ? at + 1 : at)
  const at = whole(random.below(units.length + 1))
  return [at, whole(Math.min(at + random.below(8), units.length))]
}

function editMap(doc: Y.Doc, random: Random): void {
  const map = doc.getMap("map")
  const key = `key ${random.below(5)}`
  const inner = map.get(key)
  if (random.chance(0.15)) map.delete(key)
  else if (random.chance(0.2)) map.set(key, new Y.Map([["inner", random.pick(VALUES)]]))
  else if (random.chance(0.1)) map.set(key, new Y.Text(random.pick(WORDS)))
  else if (inner instanceof Y.Map) inner.set(`inner ${random.below(3)}`, random.pick(VALUES))
  else map.set(key, random.pick(VALUES))
}

function editArray(doc: Y.Doc, random: Random): void {
  const array = doc.getArray("array")
  const at = random.below(array.length + 1)
  if (random.chance(0.3)) array.delete(at, Math.min(random.below(4), array.length - at))
  else if (random.chance(0.2)) array.insert(at, [new Y.Array()])
  else array.insert(at, [random.pick(VALUES), random.pick(VALUES)].slice(random.below(2)))
}

function editXml(doc: Y.Doc, random: Random): void {
  const place = randomElement(doc.getXmlFragment("xml"), random)
  if (random.chance(0.25) && place.length > 0) {
    place.delete(random.below(place.length), 1)
    return
  }
  const at = random.below(place.length + 1)
  if (random.chance(0.5)) {
    const element = new Y.XmlElement(random.pick(["paragraph", "list", "table"]))
    place.insert(at, [element])
    element.setAttribute("level", random.pick(WORDS))
  } else {
    const text = new Y.XmlText()
    place.insert(at, [text])
    text.insert(0, random.pick(WORDS), random.chance(0.3) ? { strong: {} } : {})
  }
}

/** The fragment or an element some way down in it. */
function randomElement(fragment: Y.XmlFragment, random: Random): Y.XmlFragment {
  let place = fragment
  while (random.chance(0.6)) {
    const elements = place.toArray().filter(child => child instanceof Y.XmlElement)
    if (elements.length === 0) break
    place = random.pick(elements)
  }
  return place
}
