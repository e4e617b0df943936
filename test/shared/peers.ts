// People with a document each, who work apart and then exchange everything.
import * as Y from "yjs"
import type { BlockId, CardId } from "../../shared/ids.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { type Content, cardOf, contentOf, textOf } from "../../shared/model/document.ts"
import { fillCanvas } from "../../shared/model/edits.ts"
import { boardOf, readHeads, readTemplate } from "../../shared/model/read.ts"
import { plainText, readText } from "../../shared/model/rich-text.ts"

/** A document that holds the canvas. */
export function contentWith(canvas: Canvas): Content {
  const content = contentOf(new Y.Doc())
  fillCanvas(content, canvas)
  return content
}

/** Another person's copy of a document. */
export function copyOf({ doc }: Content): Content {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return contentOf(copy)
}

/** Everything each has reaches the others. */
export function exchange(...contents: Content[]): void {
  const updates = contents.map(({ doc }) => Y.encodeStateAsUpdate(doc))
  for (const { doc } of contents) for (const update of updates) Y.applyUpdate(doc, update)
}

/** The ids of a block's cards on the board, in order. */
export function lineOf(content: Content, block: string): CardId[] {
  const template = readTemplate(content)
  if (!template) throw new Error("the document has no template")
  return (boardOf(readHeads(content), template).get(block as BlockId) ?? []).map(head => head.id)
}

export function fragmentOf(content: Content, id: CardId): Y.XmlFragment {
  const card = cardOf(content, id)
  const text = card && textOf(card)
  if (!text) throw new Error(`no card ${id}`)
  return text
}

export const wordsOf = (content: Content, id: CardId): string => plainText(readText(fragmentOf(content, id)))

/** Types behind the first run of a card's text, as an editor does. */
export function typeInto(content: Content, id: CardId, words: string): void {
  const paragraph = fragmentOf(content, id).get(0)
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined
  if (!(run instanceof Y.XmlText)) throw new Error(`card ${id} has no run of text`)
  run.insert(run.length, words)
}
