// What a version holds, made of a document or of a canvas: the whole state, the canvas file, and how much there is of it.
import { deflateSync } from "node:zlib"
import * as Y from "yjs"
import type { Canvas, RichText } from "../../shared/model/canvas.ts"
import { toCanvasFile } from "../../shared/model/canvas-file.ts"
import { contentOf } from "../../shared/model/document.ts"
import { fillCanvas } from "../../shared/model/edits.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import type { Version } from "../../shared/versions-api.ts"
import type { VersionBytes } from "../storage/version-store.ts"

export interface Kept extends VersionBytes {
  counts: Version["counts"]
}

/** @param canvas what is in the document. */
export const versionOfDocument = (doc: Y.Doc, canvas: Canvas): Kept => ({
  ...bytesOf(doc, canvas),
  counts: countsOf(canvas),
})

const bytesOf = (doc: Y.Doc, canvas: Canvas): VersionBytes => ({
  state: deflateSync(Y.encodeStateAsUpdateV2(doc)),
  canvas: deflateSync(JSON.stringify(toCanvasFile(canvas))),
})

/** The bytes of a canvas that has no document, as one from a file. */
export function versionBytesOf(canvas: Canvas): VersionBytes {
  const doc = new Y.Doc()
  fillCanvas(contentOf(doc), canvas)
  const bytes = bytesOf(doc, canvas)
  doc.destroy()
  return bytes
}

export function countsOf({ cards, lead, commentary }: Canvas): Version["counts"] {
  const onBoard = cards.filter(({ gone }) => gone === undefined)
  const texts = [lead, commentary, ...onBoard.map(({ text }) => text)]
  return { cards: onBoard.length, words: texts.reduce((sum, text) => sum + wordsIn(text), 0) }
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" })

/** Also in languages that put no spaces between words. */
function wordsIn(text: RichText): number {
  let words = 0
  for (const { isWordLike } of segmenter.segment(plainText(text))) if (isWordLike) words++
  return words
}
