// The board: nine blocks, or what the room's template has, with everything that can be done on it.
import {
  type CSSProperties,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react"
import type { BlockId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useBoard, useTemplate } from "../hooks/use-document.ts"
import { useMayEdit } from "../hooks/use-room-state.ts"
import { useUndo } from "../hooks/use-undo.ts"
import { CommandCenter, type CommandCenterHandle } from "../ui/command-center.tsx"
import type { Command } from "../ui/commands.ts"
import { useMedia } from "../ui/use-media.ts"
import { Block } from "./block.tsx"
import styles from "./board.module.css"
import { BoardFoot } from "./board-foot.tsx"
import { OpenedOverBoard } from "./board-opened.tsx"
import { BoardToolsContext, type CardDeed, type Opened } from "./board-tools.ts"
import { ChipBar } from "./chip-bar.tsx"
import { blockCommands, boardCommands } from "./commands.ts"
import { useFit } from "./fit.ts"
import { inStepOrder, narrowAreas } from "./layout.ts"
import { MovedCards } from "./moved-cards.tsx"
import { usePaper } from "./paper.ts"
import { useBoardParts } from "./use-board.ts"
import { useTagsShown } from "./use-tags-shown.ts"
import { withDrag } from "./with-drag.ts"

/** What the page may ask of the board. */
export interface BoardHandle {
  /** Opens the composer of a block; without one, of the block that comes first in the order of work. */
  compose(block?: BlockId): void
  openPalette(): void
  openHelp(): void
}

export interface BoardProps {
  /** What else can be done on the page: searched, found by key and listed together with the board's own. */
  commands?: readonly Command[]
  /** What the page adds to a card's menu and sheet. */
  cardDeeds?: readonly CardDeed[]
  ref?: Ref<BoardHandle>
}

const NO_COMMANDS: readonly Command[] = []
const NO_DEEDS: readonly CardDeed[] = []

export function Board({ commands = NO_COMMANDS, cardDeeds = NO_DEEDS, ref }: BoardProps) {
  const template = useTemplate()
  return template ? <BoardOf {...{ template, commands, cardDeeds }} handle={ref} /> : null
}

interface BoardOfProps {
  template: Template
  commands: readonly Command[]
  cardDeeds: readonly CardDeed[]
  handle: Ref<BoardHandle> | undefined
}

function BoardOf({ template, commands, cardDeeds, handle }: BoardOfProps) {
  const root = useRef<HTMLElement>(null)
  const center = useRef<CommandCenterHandle>(null)
  const { setPlace } = useRoom()
  const board = useBoard()
  const isList = useMedia("(width < 700px)")
  const tags = useTagsShown()
  const [opened, setOpened] = useState<Opened>()
  const [isFit, setFit] = useState(false)
  const { view, tools } = useBoardParts(template, root, setOpened)
  const { undo, redo } = useUndo()
  const mayEdit = useMayEdit()

  useEffect(() => {
    const { current } = root
    if (current && mayEdit) return withDrag(({ watchDrags }) => watchDrags(tools, current))
  }, [tools, mayEdit])
  useFit(root, isFit && !isList, board)
  usePaper(root)
  useImperativeHandle(
    handle,
    () => ({
      compose(block) {
        const first = block ?? inStepOrder(template.blocks)[0]?.id
        if (first) tools.change({ type: "compose", block: first, position: undefined })
      },
      openPalette: () => center.current?.openPalette(),
      openHelp: () => center.current?.openHelp(),
    }),
    [template, tools],
  )
  const all = useMemo(() => {
    const toggleFit = () => setFit(before => !before)
    const ofBoard = boardCommands({ tools, template, undo: { undo, redo }, toggleFit })
    return [...ofBoard, ...commands, ...blockCommands(tools, template)]
  }, [tools, template, undo, redo, commands])
  const areas = useMemo(() => narrowAreas(template), [template])
  const blocks = useMemo(() => (isList ? inStepOrder(template.blocks) : template.blocks), [isList, template])
  const counts = useMemo(() => new Map([...board].map(([id, cards]) => [id, cards.length])), [board])

  return (
    <BoardToolsContext value={tools}>
      <section
        ref={root}
        className={styles.board}
        aria-label={template.name}
        data-region="board"
        data-fit={isFit || undefined}
        onBlur={event => {
          if (!event.currentTarget.contains(event.relatedTarget)) setPlace(undefined)
        }}
      >
        {isList && <ChipBar blocks={blocks} counts={counts} />}
        <MovedCards of={board} root={() => root.current}>
          <div className={styles.grid} style={{ "--grid-columns": template.columns } as CSSProperties}>
            {blocks.map(block => (
              <Block
                key={block.id}
                block={block}
                narrow={areas[template.blocks.indexOf(block)] ?? block}
                cards={board.get(block.id) ?? []}
                tags={tags}
                current={view.current}
                chosen={view.chosen}
                mode={view.mode}
                opensSheet={isList}
              />
            ))}
          </div>
        </MovedCards>
        <BoardFoot
          attribution={template.attribution}
          fit={isList ? undefined : { isOn: isFit, toggle: () => setFit(!isFit) }}
          open={setOpened}
          openPalette={() => center.current?.openPalette()}
          openHelp={() => center.current?.openHelp()}
        />
      </section>
      <CommandCenter commands={all} ref={center} />
      <OpenedOverBoard
        opened={opened}
        template={template}
        tags={[...tags.values()]}
        deeds={cardDeeds}
        onClose={() => setOpened(undefined)}
      />
    </BoardToolsContext>
  )
}
