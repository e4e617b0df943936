// What people call a card's change. Follows from the change alone; one card may have changed in several ways. What
// happens within the archive has no name, since nobody sees it.
import type { BlockId, CardId } from "../ids.ts"
import type { RichText } from "./canvas.ts"
import type { CardDiff } from "./diff-cards.ts"
import { type TextDiff, textAfter, textBefore } from "./diff-text.ts"
import { plainText, splitTitle } from "./rich-text.ts"

export const cardChangeKinds = [
  "added",
  "restored",
  "archived",
  "removed",
  "moved",
  "reordered",
  "retitled",
  "reworded",
  "reformatted",
  "recoloured",
] as const
export type CardChangeKind = (typeof cardChangeKinds)[number]

export const cardIdOf = (change: CardDiff): CardId => (change.kind === "changed" ? change.id : change.card.id)

/** @returns in how many ways the card changed, in the order of the list above; none where it was in the archive all along. */
export function kindsOf(change: CardDiff): CardChangeKind[] {
  if (change.kind === "added") return change.after.gone === undefined ? ["added"] : []
  if (change.kind === "removed") return change.before.gone === undefined ? ["removed"] : []
  const { before, after } = change.place
  if (before.gone !== undefined && after.gone !== undefined) return []
  if (after.gone !== undefined) return ["archived"]
  const kinds: CardChangeKind[] = []
  if (before.gone !== undefined) kinds.push("restored")
  else if (change.hasMoved) kinds.push(before.block === after.block ? "reordered" : "moved")
  if (change.text) kinds.push(...textKindsOf(change.text))
  if (change.tag) kinds.push("recoloured")
  return kinds
}

/** The blocks a change can be looked for under: where the card stands, and where it stood. */
export function blocksOf(change: CardDiff): BlockId[] {
  if (change.kind === "added") return [change.after.block]
  if (change.kind === "removed") return [change.before.block]
  return [...new Set([change.place.after.block, change.place.before.block])]
}

function textKindsOf(diff: TextDiff): CardChangeKind[] {
  const [old, fresh] = [partsOf(textBefore(diff) ?? []), partsOf(textAfter(diff) ?? [])]
  const kinds: CardChangeKind[] = []
  if (old.title !== fresh.title) kinds.push("retitled")
  if (old.rest !== fresh.rest) kinds.push("reworded")
  return kinds.length > 0 ? kinds : ["reformatted"]
}

/** A card's title, and all its other words. */
function partsOf(text: RichText): { title: string; rest: string } {
  const [line = "", ...more] = plainText(text).split("\n")
  const { title, detail } = splitTitle(line)
  return { title: title.trim(), rest: [detail, ...more].join("\n") }
}
