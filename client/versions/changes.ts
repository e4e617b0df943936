// The changes between two states as a list that can be sifted and jumped from: one entry for each card, paragraph and
// line, in the order in which they stand on the page.
import type { BlockId, CardId } from "../../shared/ids.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import type { CanvasDiff } from "../../shared/model/diff.ts"
import { type ArticleChange, articleChanges } from "../../shared/model/diff-article.ts"
import type { CardDiff } from "../../shared/model/diff-cards.ts"
import { blocksOf, type CardChangeKind, cardIdOf, kindsOf } from "../../shared/model/diff-kinds.ts"
import type { TextDiff } from "../../shared/model/diff-text.ts"
import { blockNouns, lineNames, nameOfCard } from "../../shared/model/diff-words.ts"
import type { CardChange } from "../../shared/versions-api.ts"

export interface Change {
  key: string
  /** Where it is on the page of the comparison: the value of `data-change` there. */
  place: string
  title: string
  /** How it changed, in words. */
  badges: string[]
  kind: "added" | "removed" | "changed"
  /** The blocks it can be looked for under; none for texts and lines. */
  blocks: readonly BlockId[]
  card?: CardId
  /** Who changed it, where that is known. */
  by?: string
}

interface Compared {
  before: Canvas
  after: Canvas
  diff: CanvasDiff
}

export const cardPlaceKey = (card: CardId): string => `card:${card}`
export const articleKey = (text: "lead" | "commentary", place: number): string => `${text}:${place}`

/** @param authors who changed a card last, for those changes that lie between the two states. */
export function changesOf({ before, after, diff }: Compared, authors: ReadonlyMap<CardId, string>): Change[] {
  const sides = { before, after }
  const titles = blockTitles(sides)
  const lines = diff.lines.map(
    (line): Change => ({
      key: `line:${line.field}`,
      place: `line:${line.field}`,
      title: lineNames[line.field],
      badges: ["Reworded"],
      kind: "changed",
      blocks: [],
    }),
  )
  const cards = diff.cards.flatMap((change): Change[] => {
    const kinds = kindsOf(change)
    const id = cardIdOf(change)
    if (kinds.length === 0) return []
    const by = authors.get(id)
    return [
      {
        key: cardPlaceKey(id),
        place: cardPlaceKey(id),
        title: nameOfCard(change, sides),
        badges: kinds.map(kind => kindInWords(kind, change, titles)),
        kind: toneOf(kinds),
        blocks: blocksOf(change),
        card: id,
        ...(by === undefined ? {} : { by }),
      },
    ]
  })
  return [...lines, ...ofText("lead", diff.lead), ...cards, ...ofText("commentary", diff.commentary)]
}

const ofText = (text: "lead" | "commentary", diff: TextDiff): Change[] =>
  articleChanges(diff).map(change => ({
    key: articleKey(text, change.place),
    place: articleKey(text, change.place),
    title: articleTitle(text, change),
    badges: [{ added: "Added", removed: "Removed", changed: "Reworded" }[change.kind]],
    kind: change.kind,
    blocks: [],
  }))

function articleTitle(text: "lead" | "commentary", { type, under, words }: ArticleChange): string {
  const noun = blockNouns[type] ?? "block"
  const where =
    text === "lead"
      ? "the introduction"
      : under === "" || type === "heading"
        ? "the commentary"
        : `“${under}”`
  const said = words.trim().slice(0, 60)
  return said === "" ? `A ${noun} in ${where}` : `${said}${words.trim().length > 60 ? "…" : ""}`
}

export const blockTitles = ({
  before,
  after,
}: {
  before: Canvas
  after: Canvas
}): ReadonlyMap<BlockId, string> =>
  new Map([...before.template.blocks, ...after.template.blocks].map(({ id, title }) => [id, title]))

const simple: Record<Exclude<CardChangeKind, "moved">, string> = {
  added: "Added",
  restored: "Back from the archive",
  archived: "Archived",
  removed: "Removed",
  reordered: "Put elsewhere",
  retitled: "Retitled",
  reworded: "Reworded",
  reformatted: "Formatted anew",
  recoloured: "Other tag",
}

/** A badge: "Added", "Moved from Channels". */
export function kindInWords(
  kind: CardChangeKind,
  change: CardDiff,
  titles: ReadonlyMap<BlockId, string>,
): string {
  if (kind !== "moved") return simple[kind]
  const from = change.kind === "changed" ? change.place.before.block : undefined
  return `Moved from ${(from && titles.get(from)) ?? "another block"}`
}

/** What colour goes with the words: that of coming, of going, or of changing. */
export function toneOf(kinds: readonly CardChangeKind[]): Change["kind"] {
  if (kinds.includes("added") || kinds.includes("restored")) return "added"
  return kinds.includes("archived") || kinds.includes("removed") ? "removed" : "changed"
}

/** Who changed each card last, where that lies between two times and so is why they differ. */
export function authorsBetween(
  changes: readonly CardChange[],
  afterMs: number,
  untilMs: number,
): Map<CardId, string> {
  return new Map(
    changes.flatMap(({ card, at, by }) =>
      at > afterMs && at <= untilMs && by ? [[card, by.name || "a guest"] as const] : [],
    ),
  )
}

export interface Sieve {
  block?: BlockId
  by?: string
}

export const sift = (changes: readonly Change[], { block, by }: Sieve): Change[] =>
  changes.filter(
    change =>
      (block === undefined || change.blocks.includes(block)) && (by === undefined || change.by === by),
  )
