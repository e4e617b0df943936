// What is open over the board, one thing at a time; each part is fetched when it is first opened.
import { Suspense } from "react"
import type { Template } from "../../shared/model/blocks.ts"
import { lazyPart } from "../ui/lazy-part.tsx"
import { BoardMenu } from "./board-menus.tsx"
import type { CardDeed, Opened } from "./board-tools.ts"
import type { TagShown } from "./use-tags-shown.ts"

const CardSheet = lazyPart(() => import("./card-sheet.tsx"))
const ArchiveDrawer = lazyPart(() => import("./archive-drawer.tsx"))
const LegendEditor = lazyPart(() => import("./legend-editor.tsx"))

interface OpenedProps {
  opened: Opened | undefined
  template: Template
  tags: readonly TagShown[]
  /** What the page adds to a card's menu and sheet. */
  deeds: readonly CardDeed[]
  onClose: () => void
}

export function OpenedOverBoard(props: OpenedProps) {
  return <Suspense fallback={null}>{props.opened && opened({ ...props, opened: props.opened })}</Suspense>
}

function opened({ opened, template, tags, deeds, onClose }: OpenedProps & { opened: Opened }) {
  switch (opened.kind) {
    case "archive":
      return <ArchiveDrawer onClose={onClose} />
    case "legend":
      return <LegendEditor onClose={onClose} />
    case "sheet":
      return <CardSheet card={opened.card} {...{ template, tags, deeds, onClose }} />
    default:
      return <BoardMenu key={opened.kind} {...{ opened, template, tags, deeds }} />
  }
}
