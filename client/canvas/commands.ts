// What can be done on the board, by key, palette and help sheet alike. Commands act on what is chosen, or on the card
// the keyboard is at.
import type { CardId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import type { Spot } from "../../shared/model/edits.ts"
import type { Command } from "../ui/commands.ts"
import type { BoardTools, Opened } from "./board-tools.ts"
import { actedOn } from "./board-view.ts"
import { cardElement } from "./page-boxes.ts"
import { type Direction, nextSpot, spotBeside, spotOf } from "./spots.ts"

/** Commands that count only while a card has the focus. */
const onCard = { on: "[data-card]" } as const

interface BoardCommandsOf {
  tools: BoardTools
  template: Template
  undo: { undo(): void; redo(): void }
  toggleFit: () => void
}

export function boardCommands({ tools, template, undo, toggleFit }: BoardCommandsOf): Command[] {
  return [
    ...cardCommands(tools),
    ...walkCommands(tools),
    ...moveCommands(tools),
    goToBlock(tools, template),
    {
      id: "undo",
      label: "Undo my last change",
      group: "Page",
      keys: ["Mod+Z"],
      reach: "page",
      run: undo.undo,
    },
    {
      id: "redo",
      label: "Redo",
      group: "Page",
      keys: ["Mod+Shift+Z", "Mod+Y"],
      reach: "page",
      run: undo.redo,
    },
    {
      id: "fit",
      label: "Fit the board to the screen",
      group: "Page",
      keys: ["F"],
      reach: "page",
      run: toggleFit,
    },
    {
      id: "archive-drawer",
      label: "Open the archive",
      group: "Page",
      keys: [],
      reach: "page",
      isEnabled: tools.mayEdit,
      run: () => tools.open({ kind: "archive" }),
    },
    {
      id: "legend-editor",
      label: "Edit tags",
      group: "Page",
      keys: [],
      reach: "page",
      isEnabled: tools.mayEdit,
      run: () => tools.open({ kind: "legend" }),
    },
  ]
}

function cardCommands(tools: BoardTools): Command[] {
  const acted = () => actedOn(tools.view(), tools.order())
  const mayAct = () => tools.mayEdit() && acted().length > 0
  const group = "Cards"
  const open = (kind: Extract<Opened, { anchor: DOMRect }>["kind"]) => {
    const card = tools.view().current
    const anchor = card && cardElement(document, card)?.getBoundingClientRect()
    if (card && anchor) tools.open({ kind, card, anchor })
  }
  const command = (id: string, label: string, keys: string[], run: () => void): Command => ({
    id,
    label,
    group,
    keys,
    reach: onCard,
    isEnabled: mayAct,
    run,
  })
  return [
    {
      ...command("new-card", "New card here", ["N"], () => composeHere(tools)),
      reach: "page",
      isEnabled: tools.mayEdit,
    },
    command("edit-card", "Edit the card", ["Enter"], () => enter(tools)),
    command("duplicate", "Duplicate", ["D"], () => duplicate(tools, acted())),
    command("tag", "Tag…", ["T"], () => open("tag-menu")),
    command("move-to", "Move to block…", ["M"], () => open("move-menu")),
    command("archive", "Archive", ["Delete", "Backspace"], () => archive(tools, acted())),
    {
      ...command("choose", "Choose more than one card", ["Mod+Enter"], () => chooseCurrent(tools)),
      keysShown: "Mod+click, Shift+click",
      isKeyOnly: true,
    },
    {
      ...command("choose-none", "Choose none", ["Escape"], () => backOut(tools)),
      isEnabled: () => tools.view().chosen.size > 0 || tools.view().mode.kind === "moving",
    },
  ]
}

function composeHere(tools: BoardTools): void {
  const { current } = tools.view()
  const focused = document.activeElement?.closest<HTMLElement>("[data-block]")?.dataset.block
  const behind = current && spotBeside(tools.lines(), current, "behind", [])
  if (behind && (focused === undefined || focused === behind.block))
    tools.change({ type: "compose", ...behind })
  else {
    const block = [...tools.lines().keys()].find(id => id === focused) ?? [...tools.lines().keys()][0]
    if (block) tools.change({ type: "compose", block, position: undefined })
  }
}

function enter(tools: BoardTools): void {
  const { current, mode } = tools.view()
  if (mode.kind === "moving") drop(tools)
  else if (current) tools.change({ type: "edit", card: current })
}

function backOut(tools: BoardTools): void {
  const wasMoving = tools.view().mode.kind === "moving"
  tools.change(wasMoving ? { type: "settle" } : { type: "choose-none" })
  if (wasMoving) tools.announce("Move cancelled.")
}

function chooseCurrent(tools: BoardTools): void {
  const { current } = tools.view()
  if (!current) return
  tools.change({ type: "choose", card: current, how: "toggle", order: tools.order() })
  tools.announce(`${tools.view().chosen.size} chosen.`)
}

/** Copies go right behind the last of the originals. */
export function duplicate(tools: BoardTools, cards: readonly CardId[]): void {
  const last = cards.at(-1)
  const spot = last && spotBeside(tools.lines(), last, "behind", [])
  if (spot) tools.focusCard(tools.actions.copy(cards, spot)[0])
}

/** Archives, and puts the focus on the card that takes the place, so that the keyboard goes on from there. */
export function archive(tools: BoardTools, cards: readonly CardId[]): void {
  const order = tools.order()
  const index = order.findIndex(card => cards.includes(card))
  const block = order[index] && tools.blockOf(order[index])
  const left = order.filter(card => !cards.includes(card))
  const heirs = [left[index], left[index - 1]].filter(card => card !== undefined)
  const heir = heirs.find(card => tools.blockOf(card) === block) ?? heirs[0]
  tools.actions.archive(cards)
  tools.focusCard(heir)
}

const arrows: readonly [key: string, direction: Direction][] = [
  ["ArrowUp", "up"],
  ["ArrowDown", "down"],
  ["ArrowLeft", "left"],
  ["ArrowRight", "right"],
]
const directionOf = (key: string): Direction => arrows.find(([arrow]) => key.endsWith(arrow))?.[1] ?? "down"

function walkCommands(tools: BoardTools): Command[] {
  return [
    {
      id: "walk",
      label: "Go to the next card in a direction",
      group: "Cards",
      keys: arrows.map(([key]) => key),
      keysShown: "↑ ↓ ← →",
      reach: onCard,
      isKeyOnly: true,
      run: key => {
        const { current, mode } = tools.view()
        if (mode.kind === "moving") aim(tools, directionOf(key))
        else if (current) tools.focusCard(tools.cardBeside(current, directionOf(key)))
      },
    },
    {
      id: "walk-choosing",
      label: "Choose on the way",
      group: "Cards",
      keys: ["Shift+ArrowUp", "Shift+ArrowDown"],
      keysShown: "Shift+↑ ↓",
      reach: onCard,
      isKeyOnly: true,
      run: key => {
        const { current, anchor } = tools.view()
        const next = current && tools.cardBeside(current, directionOf(key))
        if (!next) return
        if (!anchor) tools.change({ type: "choose", card: current, how: "only", order: tools.order() })
        tools.change({ type: "choose", card: next, how: "range", order: tools.order() })
        tools.focusCard(next)
        tools.announce(`${tools.view().chosen.size} chosen.`)
      },
    },
  ]
}

function moveCommands(tools: BoardTools): Command[] {
  const group = "Moving cards"
  const mayAct = () => tools.mayEdit() && actedOn(tools.view(), tools.order()).length > 0
  return [
    {
      id: "move",
      label: "Move within and between blocks",
      group,
      keys: arrows.map(([key]) => `Mod+Shift+${key}`),
      keysShown: "Mod+Shift+arrows",
      reach: onCard,
      isKeyOnly: true,
      isEnabled: mayAct,
      run: key => {
        const cards = actedOn(tools.view(), tools.order())
        const from = spotOf(tools.lines(), cards)
        if (from) moveTo(tools, cards, step(tools, from, directionOf(key), cards), from)
      },
    },
    {
      id: "lift",
      label: "Lift, then arrows, then drop",
      group,
      keys: ["Space"],
      keysShown: "Space, arrows, Space; Esc cancels",
      reach: onCard,
      isKeyOnly: true,
      isEnabled: mayAct,
      run: () => (tools.view().mode.kind === "moving" ? drop(tools) : lift(tools)),
    },
  ]
}

const step = (tools: BoardTools, spot: Spot, direction: Direction, cards: readonly CardId[]): Spot =>
  nextSpot(tools.lines(), spot, direction, cards, tools.blockBeside)

function moveTo(tools: BoardTools, cards: readonly CardId[], to: Spot, from: Spot): void {
  if (to.block === from.block && to.position === from.position) return
  tools.actions.move(cards, to)
  tools.focusCard(tools.view().current)
}

function lift(tools: BoardTools): void {
  const cards = actedOn(tools.view(), tools.order())
  const spot = spotOf(tools.lines(), cards)
  if (!spot) return
  tools.change({ type: "lift", by: "keys", cards, spot })
  tools.announce(`Lifted. ${said(tools, spot)} Arrows choose a place, Space drops, Escape cancels.`)
}

function aim(tools: BoardTools, direction: Direction): void {
  const { mode } = tools.view()
  if (mode.kind !== "moving" || !mode.spot) return
  const spot = step(tools, mode.spot, direction, mode.cards)
  tools.change({ type: "aim", spot })
  tools.announce(said(tools, spot))
}

function drop(tools: BoardTools): void {
  const { mode, current } = tools.view()
  if (mode.kind !== "moving") return
  tools.change({ type: "settle" })
  if (mode.spot) tools.actions.move(mode.cards, mode.spot)
  tools.focusCard(current)
}

const said = (tools: BoardTools, spot: Spot): string =>
  `${tools.blockTitle(spot.block)}, position ${spot.position + 1}.`

function goToBlock(tools: BoardTools, { blocks }: Template): Command {
  const reachable = blocks.filter(block => block.step <= 9)
  return {
    id: "go-to-block",
    label: "Go to a block by its number",
    group: "Page",
    keys: reachable.map(block => String(block.step)),
    keysShown: `1 – ${Math.max(1, ...reachable.map(block => block.step))}`,
    reach: "page",
    isKeyOnly: true,
    run: key => {
      const block = reachable.find(({ step }) => String(step) === key)
      if (block) tools.focusBlock(block.id)
    },
  }
}

/** The blocks by name, for the palette; behind all else there, since they are many and have keys of their own. */
export const blockCommands = (tools: BoardTools, { blocks }: Template): Command[] =>
  blocks.map(block => ({
    id: `go-to-${block.id}`,
    label: `Go to ${block.title}`,
    group: "Blocks",
    keys: [],
    reach: "page",
    run: () => tools.focusBlock(block.id),
  }))
