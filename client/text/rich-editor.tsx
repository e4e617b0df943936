// The live editor over a fragment. It is made and destroyed with this component's layout effects and not by Tiptap's own
// hook, which destroys an editor some time after its successor has mounted: the old one then takes the new one's caret
// out of awareness. Reached through load-editor.ts only, so that it stays a chunk of its own.
import { Editor } from "@tiptap/core"
import { Selection } from "@tiptap/pm/state"
import { type FocusEvent, type KeyboardEvent, useEffectEvent, useLayoutEffect, useRef, useState } from "react"
import type { Place } from "../../shared/presence.ts"
import { placeKey } from "../hooks/people-view.ts"
import { reveal } from "../hooks/reveal.ts"
import { useRoom } from "../hooks/room-context.tsx"
import type { Editing, Point } from "./editing.ts"
import { decorationsOf, editorExtensions } from "./editor-extensions.ts"
import { cleanPaste } from "./paste.ts"
import styles from "./text.module.css"
import { Toolbar } from "./toolbar.tsx"

export default function RichEditor({ fragment, place, kind, label, caret, onDone, onLength }: Editing) {
  const room = useRoom()
  const mount = useRef<HTMLDivElement>(null)
  const tools = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor>()
  const [isFocused, setFocused] = useState(false)
  // The state as the page has it, also where the editor goes while it has the focus.
  const isInside = useRef(false)

  const measure = useEffectEvent((live: Editor) => onLength?.(live.state.doc.textContent.length))
  const leave = useEffectEvent(onDone)
  const show = useEffectEvent((touched: Place | undefined) => {
    // What is taken back in this very text is seen anyway.
    if (touched && placeKey(touched) !== placeKey(place)) reveal(touched)
  })
  const goOut = () => {
    if (!isInside.current) return
    isInside.current = false
    room.undo.separate()
    room.setPlace(place.kind === "card" ? { ...place, editing: false } : undefined)
  }
  const start = useEffectEvent((live: Editor) => {
    measure(live)
    if (caret !== "none") putCaret(live, caret)
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: label and kind belong to the fragment and do not change under it
  useLayoutEffect(() => {
    const { undo } = room
    undo.separate()
    const live = new Editor({
      element: mount.current,
      // A style element is against the content security policy; the rules are in text.module.css.
      injectCSS: false,
      enableCoreExtensions: { delete: false },
      extensions: [
        ...editorExtensions(room, fragment, {
          escape: () => leave("escape"),
          submit: () => leave("submit"),
          undo: () => show(undo.undo()),
          redo: () => show(undo.redo()),
          // The bar hands it on to the tool that was used last.
          tools: () => tools.current?.querySelector<HTMLElement>("button[tabindex='0']")?.focus(),
        }),
        ...decorationsOf(kind),
      ],
      editorProps: {
        transformPastedHTML: cleanPaste,
        attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label },
      },
      onUpdate: ({ editor }) => measure(editor),
    })
    start(live)
    setEditor(live)
    return () => {
      goOut()
      live.destroy()
      setEditor(undefined)
    }
  }, [room, fragment])

  const enter = () => {
    if (isInside.current) return
    isInside.current = true
    setFocused(true)
    room.undo.separate()
    room.setPlace(place.kind === "card" ? { ...place, editing: true } : place)
  }
  const exit = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    // To the toolbar and back is no leaving, and neither is a look into another window.
    if (!isInside.current || currentTarget.contains(relatedTarget) || !document.hasFocus()) return
    setFocused(false)
    goOut()
    onDone("blur")
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: watches what goes on inside, and is no control itself
    <div className={styles.live} onFocus={enter} onBlur={exit} onKeyDown={keepTyping}>
      {editor && isFocused && <Toolbar editor={editor} kind={kind} ref={tools} />}
      <div ref={mount} />
    </div>
  )
}

/**
 * At once, and not by Tiptap's command, which waits for the next frame: keys pressed until then, as when a card is moved
 * under somebody's hands, would be lost.
 */
function putCaret({ view }: Editor, caret: Point | "end"): void {
  const { doc, tr } = view.state
  const at = caret === "end" ? undefined : view.posAtCoords({ left: caret.x, top: caret.y })?.pos
  view.dispatch(tr.setSelection(at === undefined ? Selection.atEnd(doc) : Selection.near(doc.resolve(at))))
  view.focus()
}

/** Keys that write or move the caret are the text's own: the board around it must not act on them too. */
function keepTyping(event: KeyboardEvent): void {
  const isCommand = event.ctrlKey || event.metaKey || event.altKey
  const isEditing = /^(Arrow|Home$|End$|Page|Backspace$|Delete$|Enter$)/.test(event.key)
  const isTyping = event.key.length === 1 && !isCommand
  if (event.defaultPrevented || isEditing || isTyping) event.stopPropagation()
}
