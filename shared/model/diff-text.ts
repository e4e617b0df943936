// Two rich texts compared by block and, inside a block that changed, by word. What comes out is a full account of both
// sides: without what was added it is the text before, without what was removed it is the text after.
import { bestPairs, type Pair } from "./alignment.ts"
import type { RichMark, RichNode, RichText } from "./canvas.ts"
import { diffLines, type LineChange, wordsOf } from "./diff-line.ts"
import { stepsBetween } from "./diff-steps.ts"
import { plainText } from "./rich-text.ts"

/** A node without what is in it. */
export type Shell = Omit<RichNode, "content" | "text">

export type TextChange =
  | LineChange
  /** A block that stays, with other content or in another form: a paragraph made a heading. */
  | { kind: "changed"; before: Shell; after: Shell; content: TextDiff }
/** Empty where nothing changed. */
export type TextDiff = TextChange[]

/** Nodes that hold words; all others hold nodes. */
const holdsWords = new Set(["paragraph", "heading", "codeBlock"])
const lists = new Set(["bulletList", "orderedList"])
/** What stands in a place of a table stays that place, whatever is written in it. */
const hasPlaces = new Set(["table", "tableRow", "tableCell", "tableHeader"])

/** Blocks with less in common than this are two, not one that was edited. */
const LEAST_KINSHIP = 0.4
/** Of a table little has to stay: all its figures may be new. */
const LEAST_KINSHIP_OF_TABLES = 0.15
/** How far apart two blocks are looked for, beside what the one side has more of; bounds the cost of long articles. */
const REACH = 8

export function diffText(before: RichText, after: RichText): TextDiff {
  const [old, fresh] = [normalText(before), normalText(after)]
  return keysOf(old).join("\n") === keysOf(fresh).join("\n") ? [] : diffBlocks(old, fresh, "doc")
}

/** @returns the text that was compared with, in its normal form; undefined for an empty diff, which holds no text. */
export const textBefore = (diff: TextDiff): RichText | undefined => sideOf(diff, "before")
/** @returns the text it became, in its normal form; undefined for an empty diff, which holds no text. */
export const textAfter = (diff: TextDiff): RichText | undefined => sideOf(diff, "after")

/** What a text is after the change; the text itself where nothing changed. */
export const applyTextDiff = (text: RichText, diff: TextDiff): RichText => textAfter(diff) ?? text

function sideOf(diff: TextDiff, side: "before" | "after"): RichText | undefined {
  if (diff.length === 0) return undefined
  const nodes = diff.flatMap((change): RichNode[] => {
    switch (change.kind) {
      case "same":
        return change.nodes
      case "added":
        return side === "after" ? change.nodes : []
      case "removed":
        return side === "before" ? change.nodes : []
      case "restyled":
        return change[side]
      default: {
        const content = sideOf(change.content, side) ?? []
        return [content.length > 0 ? { ...change[side], content } : { ...change[side] }]
      }
    }
  })
  return normalText(nodes)
}

/** The one form of a text that reads the same: neighbouring runs of equal marks joined, nothing empty, names in order. */
export function normalText(text: RichText): RichText {
  const nodes: RichNode[] = []
  for (const node of text) {
    const normal = normalNode(node)
    const last = nodes.at(-1)
    if (normal.type !== "text") nodes.push(normal)
    else if (last?.type === "text" && JSON.stringify(last.marks) === JSON.stringify(normal.marks))
      nodes[nodes.length - 1] = { ...last, text: (last.text ?? "") + (normal.text ?? "") }
    else if (normal.text) nodes.push(normal)
  }
  return nodes
}

function normalNode({ type, attrs, content, text, marks }: RichNode): RichNode {
  const node: RichNode = { type }
  const named = Object.entries(attrs ?? {}).filter(([, value]) => value !== null && value !== undefined)
  if (named.length > 0) node.attrs = Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)))
  const inner = normalText(content ?? [])
  if (inner.length > 0) node.content = inner
  if (text !== undefined) node.text = text
  if (marks && marks.length > 0) node.marks = [...marks].sort((a, b) => (markKey(a) < markKey(b) ? -1 : 1))
  return node
}

const markKey = (mark: RichMark): string => JSON.stringify([mark.type, mark.attrs])
const keysOf = (nodes: readonly RichNode[]): string[] => nodes.map(node => JSON.stringify(node))

function diffBlocks(before: readonly RichNode[], after: readonly RichNode[], parent: string): TextDiff {
  const changes: TextDiff = []
  let [at, to] = [0, 0]
  for (const step of stepsBetween(keysOf(before), keysOf(after))) {
    if (step.kind === "same") {
      changes.push({ kind: "same", nodes: after.slice(to, to + step.count) })
      at += step.count
      to += step.count
      continue
    }
    const [old, fresh] = [before.slice(at, at + step.removed), after.slice(to, to + step.added)]
    changes.push(...diffStretch(old, fresh, pairsIn(old, fresh, parent)))
    at += step.removed
    to += step.added
  }
  return changes
}

function diffStretch(
  before: readonly RichNode[],
  after: readonly RichNode[],
  pairs: readonly Pair[],
): TextDiff {
  const changes: TextDiff = []
  let [at, to] = [0, 0]
  const upTo = (end: number, endAfter: number) => {
    if (end > at) changes.push({ kind: "removed", nodes: before.slice(at, end) })
    if (endAfter > to) changes.push({ kind: "added", nodes: after.slice(to, endAfter) })
    ;[at, to] = [end + 1, endAfter + 1]
  }
  for (const [old, fresh] of pairs) {
    upTo(old, fresh)
    const [was, is] = [before[old], after[fresh]]
    if (was && is) changes.push(diffBlock(was, is))
  }
  upTo(before.length, after.length)
  return changes
}

function diffBlock(before: RichNode, after: RichNode): TextChange {
  const [old, fresh] = [before.content ?? [], after.content ?? []]
  const content = holdsWords.has(after.type) ? diffLines(old, fresh) : diffBlocks(old, fresh, after.type)
  return { kind: "changed", before: shellOf(before), after: shellOf(after), content }
}

function shellOf({ type, attrs }: RichNode): Shell {
  return attrs ? { type, attrs } : { type }
}

/** Which of the blocks that went live on in which of those that came, in order. */
function pairsIn(before: readonly RichNode[], after: readonly RichNode[], parent: string): Pair[] {
  if (hasPlaces.has(parent) && before.length === after.length)
    return before.flatMap((node, place) => {
      const fresh = after[place]
      return fresh && canBecome(node, fresh) ? [[place, place] satisfies Pair] : []
    })
  return kindredPairs(before, after)
}

const canBecome = (before: RichNode, after: RichNode): boolean =>
  before.type === after.type ||
  (holdsWords.has(before.type) && holdsWords.has(after.type)) ||
  (lists.has(before.type) && lists.has(after.type)) ||
  (before.type.startsWith("table") && after.type.startsWith("table") && before.type !== "tableRow")

function kindredPairs(before: readonly RichNode[], after: readonly RichNode[]): Pair[] {
  const [old, fresh] = [before.map(bagOf), after.map(bagOf)]
  const reach = REACH + Math.abs(before.length - after.length)
  return bestPairs(before.length, after.length, (at, to) => {
    const [was, is] = [before[at], after[to]]
    if (!was || !is || Math.abs(at - to) > reach || !canBecome(was, is)) return 0
    const kinship = kinshipOf(old[at], fresh[to])
    const least = was.type === "table" ? LEAST_KINSHIP_OF_TABLES : LEAST_KINSHIP
    return kinship < least ? 0 : kinship
  })
}

/** The words of a block, counted. */
function bagOf(node: RichNode): Map<string, number> {
  const bag = new Map<string, number>()
  for (const word of wordsOf(plainText([node])))
    if (/[\p{L}\p{N}]/u.test(word)) bag.set(word, (bag.get(word) ?? 0) + 1)
  return bag
}

/** The share of words that two blocks have in common, whatever their order: 0 to 1. After L. Dice, 1945. */
function kinshipOf(one: Map<string, number> = new Map(), other: Map<string, number> = new Map()): number {
  const count = (bag: Map<string, number>) => [...bag.values()].reduce((sum, times) => sum + times, 0)
  const total = count(one) + count(other)
  if (total === 0) return 0
  const shared = [...one].reduce((sum, [word, times]) => sum + Math.min(times, other.get(word) ?? 0), 0)
  return (2 * shared) / total
}
