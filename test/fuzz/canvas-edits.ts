// What people do to a canvas, at random: the product's own edits, and what an editor writes into the texts. As data, so
// that a history that fails is made smaller by itself.
import fc from "fast-check"
import * as Y from "yjs"
import type { BlockId, CardId, TagId } from "../../shared/ids.ts"
import { hues } from "../../shared/model/canvas.ts"
import { type Content, cardOf, textOf } from "../../shared/model/document.ts"
import {
  addCards,
  addToCommentary,
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
import { readHeads, readTags, readTemplate } from "../../shared/model/read.ts"
import { appendText, paragraph } from "../../shared/model/rich-text.ts"
import { richTexts } from "../shared/arbitrary-canvas.ts"

const kinds = [
  "add",
  "move",
  "archive",
  "restore",
  "empty",
  "duplicate",
  "tag",
  "setTag",
  "removeTag",
  "line",
  "append",
  "type",
  "erase",
  "format",
  "addBlock",
  "removeBlock",
  "heading",
] as const

export interface CanvasEdit {
  kind: (typeof kinds)[number]
  /** Which card, text or tag: counted round those that are there. */
  which: number
  /** Where to: a block, a place in a text. */
  where: number
  /** How many letters, blocks or cards. */
  many: number
  words: string
}

const natural = fc.nat({ max: 10_000 })

export const canvasEdits: fc.Arbitrary<CanvasEdit[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    which: natural,
    where: natural,
    many: fc.integer({ min: 1, max: 4 }),
    words: fc.oneof(
      fc.constantFrom(
        "partner ",
        "开源模型",
        "清华大学",
        ": ",
        " and the rest",
        "\u{1f600}",
        "é",
        "two words",
      ),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
    ),
  }),
  { maxLength: 25 },
)

export function editCanvas(content: Content, edits: readonly CanvasEdit[]): void {
  edits.forEach((edit, step) => {
    content.doc.transact(() => editOnce(content, edit, step))
  })
}

const pick = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % items.length]

function editOnce(content: Content, edit: CanvasEdit, step: number): void {
  const { kind, which, where, many, words } = edit
  const those = readHeads(content).filter(head => (head.gone !== undefined) === (kind === "restore"))
  const cards = Array.from({ length: many }, (_, index) => pick(those, which + index * 7))
  const ids = [...new Set(cards.flatMap(head => head?.id ?? []))]
  const tag = pick(readTags(content), which)?.id
  const block = pick(readTemplate(content)?.blocks ?? [], where)?.id ?? ("none" as BlockId)
  const spot = { block, position: where % 5 }
  const made = { id: `made-${step}` as CardId, by: "Ana", born: step }
  const line = pick([{ title: words }, { category: words }, { designedBy: words }], which)
  const looks = { name: words, hue: pick(hues, which) ?? "clay" }
  const [first] = ids
  if (kind === "add") addCards(content, [{ ...made, text: [paragraph(words)] }], spot)
  else if (kind === "move") moveCards(content, ids, spot)
  else if (kind === "archive") archiveCards(content, ids, 1000 + step)
  else if (kind === "restore") restoreCards(content, ids)
  else if (kind === "empty") emptyArchive(content)
  else if (kind === "duplicate" && first) duplicateCard(content, first, made)
  else if (kind === "tag") tagCards(content, ids, where % 3 === 0 ? undefined : tag)
  else if (kind === "setTag") setTag(content, where % 2 === 0 && tag ? tag : (`tag-${step}` as TagId), looks)
  else if (kind === "removeTag" && tag) removeTag(content, tag)
  else if (kind === "line" && line) setMeta(content, line)
  else if (kind === "append")
    addToCommentary(content, fc.sample(richTexts, { seed: which, numRuns: 1 })[0] ?? [])
  else editText(pick(fragmentsOf(content), which), edit)
}

/** The commentary comes often: most of what people write is there. */
function fragmentsOf(content: Content): Y.XmlFragment[] {
  const cards = readHeads(content).flatMap(({ id }) => {
    const card = cardOf(content, id)
    const text = card && textOf(card)
    return text ? [text, content.commentary] : []
  })
  return [content.lead, ...cards]
}

function editText(fragment: Y.XmlFragment | undefined, { kind, where, many, words }: CanvasEdit): void {
  if (!fragment) return
  const at = where % (fragment.length + 1)
  const block: unknown = fragment.length > at ? fragment.get(at) : undefined
  if (kind === "addBlock") fragment.insert(at, [...written(words)])
  else if (kind === "removeBlock" && fragment.length > 1) fragment.delete(at - (block ? 0 : 1), 1)
  else if (kind === "heading" && block instanceof Y.XmlElement && block.nodeName === "heading")
    block.setAttribute("level", many as unknown as string)
  const text = pick(textsIn(fragment), where)
  if (!text) return
  const letters = [...new Intl.Segmenter("en").segment(text.toJSON().replace(/<[^>]*>/g, ""))]
  const from = letters.length === 0 ? 0 : Math.min(text.length, letters[where % letters.length]?.index ?? 0)
  if (kind === "type") text.insert(from, words)
  else if (kind === "erase") text.delete(from, Math.min(many, text.length - from))
  else if (kind === "format")
    text.format(from, Math.min(many, text.length - from), { bold: many % 2 ? {} : null })
}

function* written(words: string): Generator<Y.XmlElement> {
  const holder = new Y.Doc().getXmlFragment("holder")
  appendText(holder, [paragraph(words)])
  for (const child of holder.toArray()) if (child instanceof Y.XmlElement) yield child.clone() as Y.XmlElement
}

function textsIn(parent: Y.XmlFragment): Y.XmlText[] {
  return parent.toArray().flatMap(child => {
    if (child instanceof Y.XmlText) return [child]
    return child instanceof Y.XmlElement ? textsIn(child) : []
  })
}
