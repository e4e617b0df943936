// What one person has chosen on the board and has going on.
import { expect, test } from "vitest"
import {
  actedOn,
  type BoardView,
  changeView,
  firstView,
  type ViewChange,
} from "../../../client/canvas/board-view.ts"
import { ALPHA, BETA, DELTA, GAMMA, PARTNERS, VALUE } from "./small-canvas.ts"

const order = [ALPHA, BETA, GAMMA, DELTA]
const after = (...changes: ViewChange[]): BoardView => changes.reduce(changeView, firstView)
const choose = (card: typeof ALPHA, how: "only" | "toggle" | "range"): ViewChange => ({
  type: "choose",
  card,
  how,
  order,
})

test("[BD2] a range is drawn from where it began, however often it is drawn again", () => {
  const view = after(choose(GAMMA, "only"), choose(DELTA, "range"), choose(ALPHA, "range"))

  expect([...view.chosen]).toEqual([ALPHA, BETA, GAMMA])
  expect(view.anchor).toBe(GAMMA)
})

test("[BD2] a card is added to what is chosen, and taken away again", () => {
  const added = after(choose(ALPHA, "only"), choose(DELTA, "toggle"))
  const taken = changeView(added, choose(ALPHA, "toggle"))

  expect([...added.chosen]).toEqual([ALPHA, DELTA])
  expect([...taken.chosen]).toEqual([DELTA])
})

test("[BD3] a command acts on all that is chosen, in board order, but on a card that is not chosen alone", () => {
  const view = after(choose(DELTA, "only"), choose(ALPHA, "toggle"))

  expect(actedOn(view, order)).toEqual([ALPHA, DELTA])
  expect(actedOn({ ...view, current: BETA }, order)).toEqual([BETA])
})

test("[BD2] a card that leaves the board is no longer chosen, current or edited", () => {
  const view = after(choose(ALPHA, "only"), { type: "edit", card: BETA })

  const left = changeView(view, { type: "left", isGone: card => card === BETA })

  expect(left).toEqual({
    current: undefined,
    anchor: undefined,
    chosen: new Set(),
    mode: { kind: "browsing" },
  })
})

test("[BD2] a move goes on while one of its cards is still there", () => {
  const lifted = after({
    type: "lift",
    by: "keys",
    cards: [ALPHA, BETA],
    spot: { block: PARTNERS, position: 0 },
  })

  expect(changeView(lifted, { type: "left", isGone: card => card === ALPHA }).mode).toEqual(lifted.mode)
  expect(changeView(lifted, { type: "left", isGone: () => true }).mode).toEqual({ kind: "browsing" })
})

test("[BD2] nothing that stays the same is a new view, so that nothing is drawn again", () => {
  const aimed = after(
    { type: "lift", by: "pointer", cards: [ALPHA], spot: undefined },
    { type: "aim", spot: { block: VALUE, position: 1 } },
  )

  const again = changeView(aimed, { type: "aim", spot: { block: VALUE, position: 1 } })

  expect(again.mode).toBe(aimed.mode)
  expect(changeView(firstView, { type: "settle" })).toBe(firstView)
  expect(changeView(firstView, { type: "left", isGone: () => false })).toBe(firstView)
})

test("[BR12] the next card is composed behind the ones just made", () => {
  const view = after({ type: "compose", block: VALUE, position: 1 }, { type: "composed", count: 3 })

  expect(view.mode).toEqual({ kind: "composing", block: VALUE, position: 4 })
})
