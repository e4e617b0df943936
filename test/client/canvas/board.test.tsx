// The board on a page: what people do on it by keys, menus and words, and what the document says afterwards.
import { act, type ReactNode } from "react"
import { afterEach, expect, test } from "vitest"
import { Board, type BoardHandle } from "../../../client/canvas/board.tsx"
import { RoomProvider } from "../../../client/hooks/room-context.tsx"
import { FeedbackProvider } from "../../../client/ui/feedback.tsx"
import type { BlockId } from "../../../shared/ids.ts"
import { archiveCards, moveCards } from "../../../shared/model/edits.ts"
import { boardOf, readCanvas, readHeads } from "../../../shared/model/read.ts"
import { plainText } from "../../../shared/model/rich-text.ts"
import { openPage, root } from "../drawing.ts"
import { type MemoryRoom, memoryRoom } from "./memory-room.ts"
import {
  ALPHA,
  BETA,
  COSTS,
  DELTA,
  GAMMA,
  PARTNERS,
  RISK,
  smallCanvas,
  template,
  VALUE,
} from "./small-canvas.ts"

openPage()
const handle: { current: BoardHandle | null } = { current: null }

afterEach(() => localStorage.clear())

async function show(room: MemoryRoom): Promise<void> {
  const tree: ReactNode = (
    <FeedbackProvider>
      <RoomProvider room={room}>
        <Board ref={handle} />
      </RoomProvider>
    </FeedbackProvider>
  )
  await act(async () => root.render(tree))
}

const one = <Kind extends HTMLElement>(selector: string): Kind => {
  const found = document.querySelector<Kind>(selector)
  if (!found) throw new Error(`nothing is ${selector}`)
  return found
}
const card = (id: string) => one(`[data-card="${id}"]`)
const focused = () => (document.activeElement as HTMLElement | null)?.dataset.card
const said = () => one('[role="status"]').textContent?.trim()

/** Presses a key where the focus is. */
async function press(key: string, held: KeyboardEventInit = {}): Promise<void> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held })
  await act(async () => {
    ;(document.activeElement ?? document.body).dispatchEvent(event)
  })
}
const focus = (id: string) => act(async () => card(id).focus())
const click = (element: HTMLElement) => act(async () => element.click())

async function write(words: string): Promise<void> {
  const field = one<HTMLTextAreaElement>("textarea")
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, words)
    field.dispatchEvent(new Event("input", { bubbles: true }))
  })
}

const cardsOf = (room: MemoryRoom, block: BlockId) =>
  boardOf(readHeads(room.content), template)
    .get(block)
    ?.map(head => head.id)
const wordsOf = (room: MemoryRoom, block: BlockId) => {
  const all = readCanvas(room.content)?.cards ?? []
  return all.filter(it => it.block === block && it.gone === undefined).map(it => plainText(it.text))
}

test("[BR12] the composer stays open: Enter adds, and the next card goes behind", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)

  await focus(ALPHA)
  await press("n")
  await write("First: one")
  await press("Enter")
  await write("Second\nof two lines")
  await press("Enter")
  await press("Escape")

  expect(wordsOf(room, PARTNERS)).toEqual([
    "alpha: words of alpha",
    "First: one",
    "Second\nof two lines",
    "beta: words of beta",
    "gamma: words of gamma",
  ])
  expect(focused()).toBe(cardsOf(room, PARTNERS)?.[2])
  expect(document.querySelector("textarea")).toBeNull()
})

test("[BR12] words in the composer are a card when it is left with Escape, and white space is none", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)

  await focus(ALPHA)
  await press("n")
  await write(" Not yet entered ")
  await press("Escape")
  await press("n")
  await write("  ")
  await press("Escape")

  expect(wordsOf(room, PARTNERS)).toEqual([
    "alpha: words of alpha",
    "Not yet entered",
    "beta: words of beta",
    "gamma: words of gamma",
  ])
  expect(focused()).toBe(cardsOf(room, PARTNERS)?.[1])
})

test("[BR12] several pasted lines are offered as a card each", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)
  await act(async () => handle.current?.compose(COSTS))
  const paste = new Event("paste", { bubbles: true, cancelable: true })
  Object.assign(paste, { clipboardData: { getData: () => "• One\n• Two\n• Three" } })

  await act(async () => one("textarea").dispatchEvent(paste))
  await click(
    [...document.querySelectorAll("button")].find(it => it.textContent === "Add 3 cards") as HTMLElement,
  )

  expect(wordsOf(room, COSTS)).toEqual(["One", "Two", "Three"])
  expect(said()).toBe("3 cards added to Costs.")
})

test("[BR12] an input method's Enter chooses a word and adds nothing", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)
  await act(async () => handle.current?.compose(COSTS))

  await write("にほん")
  await press("Enter", { isComposing: true })

  expect(wordsOf(room, COSTS)).toEqual([])
  expect(one<HTMLTextAreaElement>("textarea").value).toBe("にほん")
})

test("[BD9] an archived card is offered back at once, and the focus goes to the card in its place", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)
  await focus(BETA)

  await press("Delete")

  expect(cardsOf(room, PARTNERS)).toEqual([ALPHA, GAMMA])
  expect(focused()).toBe(GAMMA)
  expect(said()).toBe("“beta” archived. Undo is offered.")
  await click([...document.querySelectorAll("button")].find(it => it.textContent === "Undo") as HTMLElement)
  expect(cardsOf(room, PARTNERS)).toEqual([ALPHA, BETA, GAMMA])
})

test("[BD3] chosen cards move as a group, and one undo takes the move back", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)
  await click(card(GAMMA))
  await act(async () => card(ALPHA).dispatchEvent(new MouseEvent("click", { bubbles: true, ctrlKey: true })))
  await focus(ALPHA)

  await press("m")
  await click(
    [...document.querySelectorAll<HTMLElement>('[role^="menuitem"]')].find(it =>
      it.textContent?.includes("Value"),
    ) as HTMLElement,
  )

  expect(cardsOf(room, VALUE)).toEqual([DELTA, ALPHA, GAMMA])
  expect(said()).toBe("2 cards moved to Value, position 2.")
  expect(focused()).toBe(ALPHA)
  await press("z", { ctrlKey: true })
  expect(cardsOf(room, PARTNERS)).toEqual([ALPHA, BETA, GAMMA])
})

test("[BD3] a lifted card goes nowhere before it is dropped, and Escape leaves it where it was", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)
  await focus(ALPHA)

  await press(" ")
  await press("ArrowDown")
  expect(said()).toBe("Partners, position 2.")
  expect(cardsOf(room, PARTNERS)).toEqual([ALPHA, BETA, GAMMA])
  await press("Escape")
  expect(said()).toBe("Move cancelled.")
  await press(" ")
  await press("ArrowDown")
  await press(" ")

  expect(cardsOf(room, PARTNERS)).toEqual([BETA, ALPHA, GAMMA])
  expect(focused()).toBe(ALPHA)
})

test("[BD7] the keyboard stays with a card that somebody else moves, and on the board when it goes", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)
  await focus(ALPHA)

  await act(async () => moveCards(room.content, [ALPHA], { block: VALUE, position: 0 }))
  expect(focused()).toBe(ALPHA)
  await act(async () => archiveCards(room.content, [ALPHA], 1))

  expect(focused()).toBe(DELTA)
})

test("[BD5] single keys rest when they are switched off; others go on", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)
  localStorage.setItem("ninefold.single-keys", "off")
  await focus(ALPHA)

  await press("d")
  expect(cardsOf(room, PARTNERS)).toEqual([ALPHA, BETA, GAMMA])
  await press("Delete")

  expect(cardsOf(room, PARTNERS)).toEqual([BETA, GAMMA])
})

test("[BD5] a copy stands behind its original, and says who made it", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)
  await focus(ALPHA)

  await press("d")

  const [, copy] = cardsOf(room, PARTNERS) ?? []
  expect(wordsOf(room, PARTNERS)?.slice(0, 2)).toEqual(["alpha: words of alpha", "alpha: words of alpha"])
  expect(readHeads(room.content).find(head => head.id === copy)?.by).toBe("Ana")
  expect(focused()).toBe(copy)
})

test("[BD6] a tagged card carries the tag's letter and name beside its colour", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)
  await focus(ALPHA)

  await press("t")
  await press("Home")
  await click(document.activeElement as HTMLElement)

  expect(readHeads(room.content).find(head => head.id === ALPHA)?.tag).toBe(RISK)
  const mark = card(ALPHA).querySelector('[role="img"]')
  expect([mark?.textContent, mark?.getAttribute("aria-label")]).toEqual(["R", "Tag: Risk"])
})

test("[BD2] the others are told which card somebody is at", async () => {
  const room = memoryRoom(smallCanvas())
  await show(room)

  await focus(GAMMA)

  expect(room.places.at(-1)).toEqual({ kind: "card", card: GAMMA, editing: false })
})

test("[BD5] who may not edit is offered nothing that would", async () => {
  const room = memoryRoom(smallCanvas(), false)
  await show(room)
  await focus(ALPHA)

  await press("Delete")
  await press("n")

  expect(cardsOf(room, PARTNERS)).toEqual([ALPHA, BETA, GAMMA])
  expect(document.querySelector("textarea")).toBeNull()
  expect([...document.querySelectorAll("button")].map(it => it.ariaLabel)).not.toContain("Card menu")
})
