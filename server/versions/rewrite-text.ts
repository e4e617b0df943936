// Makes a fragment say what a text says by the smallest change: blocks that are the same stay the same Yjs items, so that
// carets and comments in them stay, and what others type in them meanwhile is kept; blocks that changed are changed inside.
//
// Which block is which is decided here; what is written within one is y-tiptap's, as in every editor.
import { updateYFragment } from "@tiptap/y-tiptap"
import { diffArrays } from "diff"
import * as Y from "yjs"
import type { RichMark, RichNode, RichText } from "../../shared/model/canvas.ts"
import { insertText, plainText, readText } from "../../shared/model/rich-text.ts"
import { pairsOf } from "./pairs.ts"

/** Texts that differ by more than so many blocks are paired by their places: finding out costs the square of it. */
const MOST_DIFFERENT = 2_000

/** Call it inside a transaction. */
export const rewriteText = (doc: Y.Doc, fragment: Y.XmlFragment, text: RichText): void =>
  rewriteChildren(doc, fragment, { type: "doc", content: text })

function rewriteChildren(doc: Y.Doc, parent: Y.XmlFragment, node: RichNode): void {
  const wanted = node.content ?? []
  const areBlocks =
    wanted.every(({ type }) => type !== "text" && type !== "hardBreak") &&
    parent.toArray().every(child => child instanceof Y.XmlElement)
  if (!areBlocks) {
    updateYFragment(doc, parent, asked(node), { mapping: new Map(), isOMark: new Map() })
    return
  }
  const standing = readText(parent)
  let at = 0
  for (const { same, gone, come } of stretchesOf(standing, wanted)) {
    if (same === 0) rewriteStretch(doc, parent, at, gone, come)
    at += same === 0 ? come.length : same
  }
}

/** Puts the blocks that come in place of those that go; `at` is where the first of these stands. */
function rewriteStretch(
  doc: Y.Doc,
  parent: Y.XmlFragment,
  at: number,
  gone: readonly RichNode[],
  come: readonly RichNode[],
): void {
  const pairs = pairsOf(gone.map(wordsOf), come.map(wordsOf)).filter(
    ([i, j]) => gone[i]?.type === come[j]?.type,
  )
  let [place, nextGone, nextCome] = [at, 0, 0]
  const catchUp = (untilGone: number, untilCome: number) => {
    if (untilGone > nextGone) parent.delete(place, untilGone - nextGone)
    insertText(parent, place, come.slice(nextCome, untilCome))
    place += untilCome - nextCome
    ;[nextGone, nextCome] = [untilGone, untilCome]
  }
  for (const [i, j] of pairs) {
    catchUp(i, j)
    const [element, node] = [parent.get(place), come[j]]
    if (element instanceof Y.XmlElement && node) rewriteElement(doc, element, node)
    ;[place, nextGone, nextCome] = [place + 1, i + 1, j + 1]
  }
  catchUp(gone.length, come.length)
}

function rewriteElement(doc: Y.Doc, element: Y.XmlElement, node: RichNode): void {
  // Yjs keeps any value; its type knows strings only.
  const before = element.getAttributes() as Record<string, unknown>
  const after = node.attrs ?? {}
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const value = after[name]
    if (value === undefined || value === null) element.removeAttribute(name)
    else if (keyOf(value) !== keyOf(before[name])) element.setAttribute(name, value as string)
  }
  rewriteChildren(doc, element, node)
}

interface Stretch {
  /** How many blocks are the same; 0 where those that go are replaced by those that come. */
  same: number
  gone: RichNode[]
  come: RichNode[]
}

function stretchesOf(standing: readonly RichNode[], wanted: readonly RichNode[]): Stretch[] {
  const parts = diffArrays(standing.map(keyOf), wanted.map(keyOf), { maxEditLength: MOST_DIFFERENT })
  if (!parts) return [{ same: 0, gone: [...standing], come: [...wanted] }]
  const stretches: Stretch[] = []
  let [i, j] = [0, 0]
  for (const { added, removed, value } of parts) {
    const count = value.length
    if (!added && !removed) {
      stretches.push({ same: count, gone: [], come: [] })
      ;[i, j] = [i + count, j + count]
      continue
    }
    const last = stretches.at(-1)
    const stretch = last?.same === 0 ? last : { same: 0, gone: [], come: [] }
    if (stretch !== last) stretches.push(stretch)
    if (removed) stretch.gone.push(...standing.slice(i, i + count))
    else stretch.come.push(...wanted.slice(j, j + count))
    ;[i, j] = removed ? [i + count, j] : [i, j + count]
  }
  return stretches
}

const wordsOf = (node: RichNode): string => plainText([node])

/** Equal for equal values, in whatever order their fields were written. */
export const keyOf = (value: unknown): string =>
  JSON.stringify(value, (_name, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  ) ?? ""

/**
 * What y-tiptap asks of a ProseMirror node. A real one would bring the schema's default attributes, which would be
 * written into every block that never had them.
 */
interface Asked {
  type: { name: string }
  attrs: Record<string, unknown>
  isText: boolean
  text?: string
  marks: AskedMark[]
  content: { content: Asked[] }
}
interface AskedMark {
  type: { name: string; excludes(): boolean }
  attrs: Record<string, unknown>
}

const asked = ({ type, attrs = {}, text, marks = [], content = [] }: RichNode): Asked => ({
  type: { name: type },
  attrs,
  isText: type === "text",
  ...(text !== undefined && { text }),
  marks: marks.map(askedMark),
  content: { content: content.map(asked) },
})

/** No mark of ours stands twice on one run. */
const askedMark = ({ type, attrs = {} }: RichMark): AskedMark => ({
  type: { name: type, excludes: () => true },
  attrs,
})
