// The menus of a card: everything a drag or a key does can be done here too.
import { useMemo } from "react"
import type { CardId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import { useHeads } from "../hooks/use-document.ts"
import { Menu, type MenuEntry } from "../ui/menu.tsx"
import { type BoardTools, type CardDeed, type Opened, useBoardTools } from "./board-tools.ts"
import { actedOn } from "./board-view.ts"
import { archive, duplicate } from "./commands.ts"
import { inStepOrder } from "./layout.ts"
import { showMaker } from "./show-time.ts"
import { endOf } from "./spots.ts"
import { TagMark } from "./tag-mark.tsx"
import type { TagShown } from "./use-tags-shown.ts"

type Act = (change: (cards: readonly CardId[]) => void) => () => void

interface BoardMenuProps {
  opened: Extract<Opened, { anchor: DOMRect }>
  template: Template
  tags: readonly TagShown[]
  /** What the page adds to a card's menu. */
  deeds: readonly CardDeed[]
}

export function BoardMenu({ opened, template, tags, deeds }: BoardMenuProps) {
  const tools = useBoardTools()
  const { card, anchor, kind } = opened
  const head = useHeads().find(other => other.id === card)
  const cards = useMemo(() => actedOn({ ...tools.view(), current: card }, tools.order()), [tools, card])
  if (!head) return null

  const close = (how: "chosen" | "left") => {
    tools.open(undefined)
    if (how === "left") tools.focusCard(card)
  }
  /** Does something with the cards and goes back to the one the menu hung from. */
  const act: Act = change => () => {
    change(cards)
    tools.focusCard(card)
  }
  const open = (next: "tag-menu" | "move-menu") => () => tools.open({ kind: next, card, anchor })

  switch (kind) {
    case "card-menu": {
      const about = showMaker(head.by, head.born)
      const more = deeds.map<MenuEntry>(({ label, run }) => ({
        kind: "item",
        label,
        run: () => {
          tools.focusCard(card)
          run(card)
        },
      }))
      const entries = cardEntries(tools, card, cards, open, more, about)
      return <Menu label="Card" entries={entries} anchor={anchor} onClose={close} />
    }
    case "tag-menu":
      return (
        <Menu label="Tag" entries={tagEntries(act, tools, tags, head.tag)} anchor={anchor} onClose={close} />
      )
    case "move-menu":
      return (
        <Menu
          label="Move to block"
          entries={blockEntries(act, tools, cards, template, head.block)}
          anchor={anchor}
          onClose={close}
        />
      )
  }
}

function cardEntries(
  tools: BoardTools,
  card: CardId,
  cards: readonly CardId[],
  open: (next: "tag-menu" | "move-menu") => () => void,
  more: readonly MenuEntry[],
  about: string,
): MenuEntry[] {
  return [
    { kind: "item", label: "Edit", keys: "Enter", run: () => tools.change({ type: "edit", card }) },
    { kind: "item", label: "Move to block…", keys: "M", run: open("move-menu") },
    { kind: "item", label: "Tag…", keys: "T", run: open("tag-menu") },
    { kind: "item", label: "Duplicate", keys: "D", run: () => duplicate(tools, cards) },
    ...more,
    { kind: "line" },
    { kind: "item", label: "Archive", keys: "Del", isDanger: true, run: () => archive(tools, cards) },
    { kind: "note", label: about },
  ]
}

function tagEntries(
  act: Act,
  tools: BoardTools,
  tags: readonly TagShown[],
  current: string | undefined,
): MenuEntry[] {
  return [
    ...tags.map<MenuEntry>(({ id, name, hue, letter }) => ({
      kind: "item",
      id,
      label: name,
      mark: <TagMark hue={hue} letter={letter} />,
      checked: current === id,
      run: act(cards => tools.actions.tag(cards, id)),
    })),
    {
      kind: "item",
      label: "No tag",
      checked: current === undefined,
      run: act(cards => tools.actions.tag(cards, undefined)),
    },
    { kind: "line" },
    // The focus goes to the card first: the dialog gives it back to where it came from.
    { kind: "item", label: "Edit tags…", run: act(() => tools.open({ kind: "legend" })) },
  ]
}

const blockEntries = (
  act: Act,
  tools: BoardTools,
  cards: readonly CardId[],
  template: Template,
  current: string,
): MenuEntry[] =>
  inStepOrder(template.blocks).map(block => ({
    kind: "item",
    label: block.title,
    mark: block.step,
    checked: block.id === current,
    run: act(() => tools.actions.move(cards, endOf(tools.lines(), block.id, cards))),
  }))
