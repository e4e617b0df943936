// What one person sees and does on the board: which cards are chosen, which one is current, and what is going on.
// Plain data and its changes; nothing of it is in the document.
import type { BlockId, CardId } from "../../shared/ids.ts"
import type { Spot } from "../../shared/model/edits.ts"

export type Mode =
  | { kind: "browsing" }
  | { kind: "editing"; card: CardId }
  /** Writing new cards; they go to `position`, or to the end of the block. */
  | { kind: "composing"; block: BlockId; position: number | undefined }
  /** Cards are on their way, by keys or pointer; `spot` is where they would land. */
  | { kind: "moving"; by: "keys" | "pointer"; cards: readonly CardId[]; spot: Spot | undefined }

export interface BoardView {
  /** The card the keyboard is at. */
  current: CardId | undefined
  /** Where a range of chosen cards starts. */
  anchor: CardId | undefined
  chosen: ReadonlySet<CardId>
  mode: Mode
}

const browsing: Mode = { kind: "browsing" }

export const firstView: BoardView = {
  current: undefined,
  anchor: undefined,
  chosen: new Set(),
  mode: browsing,
}

export type ViewChange =
  /** The focus has come to a card. */
  | { type: "arrive"; card: CardId }
  /** A click or Enter with its modifier keys; `order` is all cards of the board as they are read. */
  | { type: "choose"; card: CardId; how: "only" | "toggle" | "range"; order: readonly CardId[] }
  | { type: "choose-all"; cards: readonly CardId[] }
  | { type: "choose-none" }
  | { type: "edit"; card: CardId }
  | { type: "compose"; block: BlockId; position: number | undefined }
  /** A card was composed: the next one goes behind it. */
  | { type: "composed"; count: number }
  | { type: "lift"; by: "keys" | "pointer"; cards: readonly CardId[]; spot: Spot | undefined }
  | { type: "aim"; spot: Spot | undefined }
  /** Back to browsing, whatever was going on. */
  | { type: "settle" }
  /** Cards have left the board: nothing may go on with them. */
  | { type: "left"; isGone: (card: CardId) => boolean }

export function changeView(view: BoardView, change: ViewChange): BoardView {
  switch (change.type) {
    case "arrive":
      return view.current === change.card ? view : { ...view, current: change.card }
    case "choose":
      return choose(view, change)
    case "choose-all":
      return { ...view, chosen: new Set(change.cards) }
    case "choose-none":
      return view.chosen.size === 0 ? view : { ...view, chosen: new Set() }
    case "edit":
      return {
        current: change.card,
        anchor: change.card,
        chosen: new Set(),
        mode: { kind: "editing", card: change.card },
      }
    case "compose":
      return {
        ...view,
        chosen: new Set(),
        mode: { kind: "composing", block: change.block, position: change.position },
      }
    case "composed":
      return { ...view, mode: composed(view.mode, change.count) }
    case "lift":
      return { ...view, mode: { kind: "moving", by: change.by, cards: change.cards, spot: change.spot } }
    case "aim":
      return { ...view, mode: aim(view.mode, change.spot) }
    case "settle":
      return view.mode.kind === "browsing" ? view : { ...view, mode: browsing }
    case "left":
      return withoutGone(view, change.isGone)
  }
}

function choose(view: BoardView, change: Extract<ViewChange, { type: "choose" }>): BoardView {
  const { card, how, order } = change
  if (how === "only") return { ...view, current: card, anchor: card, chosen: new Set([card]) }
  if (how === "toggle") {
    const chosen = new Set(view.chosen)
    if (!chosen.delete(card)) chosen.add(card)
    return { ...view, current: card, anchor: card, chosen }
  }
  const from = order.indexOf(view.anchor ?? card)
  const to = order.indexOf(card)
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  // The anchor stays, so that the range can be drawn again from where it began.
  return { ...view, current: card, anchor: view.anchor ?? card, chosen: new Set(range) }
}

const composed = (mode: Mode, count: number): Mode =>
  mode.kind === "composing" && mode.position !== undefined
    ? { ...mode, position: mode.position + count }
    : mode

function aim(mode: Mode, spot: Spot | undefined): Mode {
  if (mode.kind !== "moving") return mode
  const isSame = mode.spot?.block === spot?.block && mode.spot?.position === spot?.position
  return isSame ? mode : { ...mode, spot }
}

function withoutGone(view: BoardView, isGone: (card: CardId) => boolean): BoardView {
  const chosen = [...view.chosen].filter(card => !isGone(card))
  const { mode } = view
  const isOver =
    (mode.kind === "editing" && isGone(mode.card)) || (mode.kind === "moving" && mode.cards.every(isGone))
  const keep = (card: CardId | undefined) => (card === undefined || isGone(card) ? undefined : card)
  if (chosen.length === view.chosen.size && !isOver && keep(view.current) === view.current) return view
  return {
    current: keep(view.current),
    anchor: keep(view.anchor),
    chosen: new Set(chosen),
    mode: isOver ? browsing : mode,
  }
}

/** What a command acts on: the chosen cards if the current one is among them, else the current one. In board order. */
export function actedOn({ current, chosen }: BoardView, order: readonly CardId[]): CardId[] {
  if (current === undefined) return order.filter(card => chosen.has(card))
  return chosen.has(current) ? order.filter(card => chosen.has(card)) : [current]
}
