// The quiet bar over a text that is being edited: marks, link and lists, in the commentary the forms of an article, in
// a table its rows and columns. One stop for the Tab key; arrows go through it, Alt+F10 leads to it, Escape back.
//
// The focus is put back into the text before anything else happens, and not by Tiptap's command, which waits for a
// frame: a control that goes while it has the focus takes it out of the text, which counts as leaving.
import type { Editor } from "@tiptap/core"
import LinkIcon from "lucide-react/icons/link"
import { type KeyboardEvent, type Ref, useState, useSyncExternalStore } from "react"
import { showKey } from "../ui/commands.ts"
import { isApple } from "../ui/platform.ts"
import { ToolBar } from "../ui/tool-bar.tsx"
import type { Editing } from "./editing.ts"
import { LinkForm } from "./link-form.tsx"
import styles from "./toolbar.module.css"
import { articleTools, listTools, markTools, type Tool, tableTools } from "./tools.ts"

interface Props {
  editor: Editor
  kind: Editing["kind"]
  ref: Ref<HTMLDivElement>
}

export function Toolbar({ editor, kind, ref }: Props) {
  const [isLinking, setLinking] = useState(false)
  const isInTable = useEditorFact(editor, () => editor.isActive("table"))
  const isInLink = useEditorFact(editor, () => editor.isActive("link"))
  const groups = [
    listTools,
    ...(kind === "commentary" ? [articleTools] : []),
    ...(isInTable ? [tableTools] : []),
  ]

  const goBack = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return
    // The text's own Escape would end the edit.
    event.stopPropagation()
    editor.view.focus()
    setLinking(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape on the way up from the controls inside
    <div className={styles.place} data-kind={kind} onKeyDown={goBack}>
      {isLinking ? (
        <LinkForm editor={editor} onDone={() => setLinking(false)} />
      ) : (
        <ToolBar className={styles.bar} label="Text tools" ref={ref}>
          <Group tools={markTools} editor={editor} />
          <button
            type="button"
            className={styles.tool}
            aria-label="Link"
            data-tip="Link"
            aria-pressed={isInLink}
            onPointerDown={keepFocus}
            onClick={() => {
              editor.view.focus()
              setLinking(true)
            }}
          >
            <LinkIcon size="1.05em" aria-hidden />
          </button>
          {groups.map(tools => (
            <Group key={tools[0]?.label} tools={tools} editor={editor} isSetOff />
          ))}
        </ToolBar>
      )}
    </div>
  )
}

function Group({
  tools,
  editor,
  isSetOff = false,
}: {
  tools: readonly Tool[]
  editor: Editor
  isSetOff?: boolean
}) {
  return (
    <>
      {isSetOff && <hr className={styles.separator} aria-orientation="vertical" />}
      {tools.map(tool => (
        <ToolButton key={tool.label} tool={tool} editor={editor} />
      ))}
    </>
  )
}

function ToolButton({ tool, editor }: { tool: Tool; editor: Editor }) {
  const { label, icon: Icon, keys, run, isOn } = tool
  const isPressed = useEditorFact(editor, () => isOn?.(editor) ?? false)
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={Icon && label}
      data-tip={Icon && (keys ? `${label} (${showKey(keys, isApple())})` : label)}
      aria-pressed={isOn && isPressed}
      onPointerDown={keepFocus}
      onClick={() => {
        editor.view.focus()
        run(editor.chain()).run()
      }}
    >
      {Icon ? <Icon size="1.05em" aria-hidden /> : label}
    </button>
  )
}

/** A press must not take the focus, and on a phone the keyboard with it, from the text. */
const keepFocus = (event: { preventDefault(): void }) => event.preventDefault()

/** Something that is true of the editor's state or not; renders again only when that changes. */
function useEditorFact(editor: Editor, read: () => boolean): boolean {
  return useSyncExternalStore(listener => {
    editor.on("transaction", listener)
    return () => editor.off("transaction", listener)
  }, read)
}
