// Two lines of words compared: which words went, which came, and which only look different. Words are cut by Unicode's
// rules with the platform's dictionaries, so that Chinese and Japanese are compared by words too, and no letter is cut
// from its accents. Marks do not count as words: a word made bold is the same word, restyled.
import type { RichNode } from "./canvas.ts"
import { type Step, stepsBetween } from "./diff-steps.ts"

export type LineChange =
  | { kind: "same"; nodes: RichNode[] }
  | { kind: "added"; nodes: RichNode[] }
  | { kind: "removed"; nodes: RichNode[] }
  /** The same letters with other marks. */
  | { kind: "restyled"; before: RichNode[]; after: RichNode[] }

/** What stands for a node that is no text, such as a line break. */
const OBJECT = "\ufffc"

/** Compares the inline content of two paragraphs, both with their runs joined. */
export function diffLines(before: readonly RichNode[], after: readonly RichNode[]): LineChange[] {
  const [old, fresh] = [tokensOf(before), tokensOf(after)]
  const [takeOld, takeFresh] = [readerOf(before, old), readerOf(after, fresh)]
  const steps = withoutCommonEnds(withoutLoneSpaces(stepsBetween(old, fresh), old), old, fresh)
  return steps.flatMap(step => {
    if (step.kind === "same") return restyled(takeOld(step.count), takeFresh(step.count))
    const changes: LineChange[] = []
    if (step.removed > 0) changes.push({ kind: "removed", nodes: takeOld(step.removed) })
    if (step.added > 0) changes.push({ kind: "added", nodes: takeFresh(step.added) })
    return changes
  })
}

/** The words, spaces and signs of a line, in order; nothing is left out. */
export function wordsOf(line: string): string[] {
  // The language decides nothing here but must be named: the platform's own would make results differ by machine.
  return [...new Intl.Segmenter("en", { granularity: "word" }).segment(line)].map(({ segment }) => segment)
}

function tokensOf(nodes: readonly RichNode[]): string[] {
  return wordsOf(nodes.map(node => (node.type === "text" ? (node.text ?? "") : OBJECT)).join(""))
}

/** A space that stayed between two words that did not is no common ground: it would cut a phrase into bits. */
function withoutLoneSpaces(steps: readonly Step[], before: readonly string[]): Step[] {
  const joined: Step[] = []
  let at = 0
  steps.forEach((step, index) => {
    const last = joined.at(-1)
    const isBetween = last?.kind === "changed" && steps[index + 1]?.kind === "changed"
    if (step.kind === "same") {
      const words = before.slice(at, at + step.count)
      at += step.count
      if (isBetween && words.every(word => word.trim() === "")) {
        last.removed += step.count
        last.added += step.count
      } else joined.push({ ...step })
      return
    }
    at += step.removed
    if (last?.kind === "changed") {
      last.removed += step.removed
      last.added += step.added
    } else joined.push({ ...step })
  })
  return joined
}

/** What a phrase and the phrase in its place both begin or end with has stayed. */
function withoutCommonEnds(
  steps: readonly Step[],
  before: readonly string[],
  after: readonly string[],
): Step[] {
  let [at, to] = [0, 0]
  return steps.flatMap((step): Step[] => {
    const removed = step.kind === "same" ? step.count : step.removed
    const added = step.kind === "same" ? step.count : step.added
    const [old, fresh] = [before.slice(at, at + removed), after.slice(to, to + added)]
    at += removed
    to += added
    if (step.kind === "same") return [step]
    const front = commonStart(old, fresh)
    const back = commonStart(old.slice(front).reverse(), fresh.slice(front).reverse())
    const steps: Step[] = [
      { kind: "same", count: front },
      { kind: "changed", removed: removed - front - back, added: added - front - back },
      { kind: "same", count: back },
    ]
    return steps.filter(each => each.kind === "changed" || each.count > 0)
  })
}

function commonStart(one: readonly string[], other: readonly string[]): number {
  const end = one.findIndex((token, index) => token !== other[index])
  return end === -1 ? one.length : end
}

/** Hands out a line's runs from its front, so many words at a time. */
function readerOf(nodes: readonly RichNode[], tokens: readonly string[]): (count: number) => RichNode[] {
  const take = cutterOf(nodes)
  let at = 0
  return count => {
    const words = tokens.slice(at, at + count)
    at += count
    return take(words.reduce((length, word) => length + word.length, 0))
  }
}

/** Hands out a line's runs from its front, so many letters at a time; runs are cut where need be. */
function cutterOf(nodes: readonly RichNode[]): (length: number) => RichNode[] {
  const rest = [...nodes]
  return length => {
    const taken: RichNode[] = []
    let left = length
    while (left > 0) {
      const node = rest.shift()
      if (!node) break
      if (lengthOf(node) > left) {
        taken.push({ ...node, text: (node.text ?? "").slice(0, left) })
        rest.unshift({ ...node, text: (node.text ?? "").slice(left) })
      } else taken.push(node)
      left -= lengthOf(node)
    }
    return taken
  }
}

/** Cuts two sides of the same letters where their marks begin to differ or to agree. */
function restyled(before: readonly RichNode[], after: readonly RichNode[]): LineChange[] {
  const [takeOld, takeFresh] = [cutterOf(before), cutterOf(after)]
  const changes: LineChange[] = []
  for (const length of stretchesOf(before, after)) {
    const [old, fresh] = [takeOld(length), takeFresh(length)]
    const isSame = old.every((node, index) => looksOf(node) === looksOf(fresh[index]))
    const last = changes.at(-1)
    if (isSame && last?.kind === "same") last.nodes.push(...fresh)
    else if (isSame) changes.push({ kind: "same", nodes: fresh })
    else if (last?.kind === "restyled") {
      last.before.push(...old)
      last.after.push(...fresh)
    } else changes.push({ kind: "restyled", before: old, after: fresh })
  }
  return changes
}

/** The lengths of the stretches within which neither side begins another run. */
function stretchesOf(before: readonly RichNode[], after: readonly RichNode[]): number[] {
  const ends = [...new Set([...endsOf(before), ...endsOf(after)])].sort((a, b) => a - b)
  return ends.map((end, index) => end - (ends[index - 1] ?? 0))
}

function endsOf(nodes: readonly RichNode[]): number[] {
  let end = 0
  return nodes.map(node => {
    end += lengthOf(node)
    return end
  })
}

const lengthOf = (node: RichNode): number => (node.type === "text" ? (node.text ?? "").length : OBJECT.length)

/** All of a run but its letters. */
const looksOf = (node: RichNode | undefined): string => JSON.stringify({ ...node, text: "" })
