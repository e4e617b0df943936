// What the toolbar of a text offers, in its order. The schema knows more than any one toolbar shows: what is pasted or
// comes from a file keeps its form.
import type { ChainedCommands, Editor } from "@tiptap/core"
// For the types of their commands, which TypeScript does not carry over from the shared list of extensions.
import type {} from "@tiptap/extension-table"
import type {} from "@tiptap/starter-kit"
import type { LucideIcon } from "lucide-react"
import Bold from "lucide-react/icons/bold"
import Code from "lucide-react/icons/code"
import Heading2 from "lucide-react/icons/heading-2"
import Heading3 from "lucide-react/icons/heading-3"
import Italic from "lucide-react/icons/italic"
import List from "lucide-react/icons/list"
import ListOrdered from "lucide-react/icons/list-ordered"
import Minus from "lucide-react/icons/minus"
import Strikethrough from "lucide-react/icons/strikethrough"
import Table from "lucide-react/icons/table"
import TextQuote from "lucide-react/icons/text-quote"

export interface Tool {
  label: string
  /** Where there is none the label is shown. */
  icon?: LucideIcon
  /** As a person presses them, with "Mod" for Ctrl or Cmd. */
  keys?: string
  run: (chain: ChainedCommands) => ChainedCommands
  /** Present where the tool is a state that is on or off. */
  isOn?: (editor: Editor) => boolean
}

export const markTools: readonly Tool[] = [
  { label: "Bold", icon: Bold, keys: "Mod+B", run: chain => chain.toggleBold(), isOn: on("bold") },
  { label: "Italic", icon: Italic, keys: "Mod+I", run: chain => chain.toggleItalic(), isOn: on("italic") },
  {
    label: "Strike",
    icon: Strikethrough,
    keys: "Mod+Shift+S",
    run: chain => chain.toggleStrike(),
    isOn: on("strike"),
  },
  { label: "Code", icon: Code, keys: "Mod+E", run: chain => chain.toggleCode(), isOn: on("code") },
]

export const listTools: readonly Tool[] = [
  {
    label: "Bullets",
    icon: List,
    keys: "Mod+Shift+8",
    run: chain => chain.toggleBulletList(),
    isOn: on("bulletList"),
  },
  {
    label: "Numbers",
    icon: ListOrdered,
    keys: "Mod+Shift+7",
    run: chain => chain.toggleOrderedList(),
    isOn: on("orderedList"),
  },
]

export const articleTools: readonly Tool[] = [
  {
    label: "Heading",
    icon: Heading2,
    keys: "Mod+Alt+2",
    run: chain => chain.toggleHeading({ level: 2 }),
    isOn: editor => editor.isActive("heading", { level: 2 }),
  },
  {
    label: "Sub-heading",
    icon: Heading3,
    keys: "Mod+Alt+3",
    run: chain => chain.toggleHeading({ level: 3 }),
    isOn: editor => editor.isActive("heading", { level: 3 }),
  },
  {
    label: "Quote",
    icon: TextQuote,
    keys: "Mod+Shift+B",
    run: chain => chain.toggleBlockquote(),
    isOn: on("blockquote"),
  },
  {
    label: "Table",
    icon: Table,
    run: chain => chain.insertTable({ rows: 3, cols: 2, withHeaderRow: true }),
  },
  { label: "Rule", icon: Minus, run: chain => chain.setHorizontalRule() },
]

/** Offered inside a table, in words: no six icons tell rows from columns. */
export const tableTools: readonly Tool[] = [
  { label: "Add row", run: chain => chain.addRowAfter() },
  { label: "Add column", run: chain => chain.addColumnAfter() },
  { label: "Header row", run: chain => chain.toggleHeaderRow() },
  { label: "Delete row", run: chain => chain.deleteRow() },
  { label: "Delete column", run: chain => chain.deleteColumn() },
  { label: "Delete table", run: chain => chain.deleteTable() },
]

function on(name: string): (editor: Editor) => boolean {
  return editor => editor.isActive(name)
}
