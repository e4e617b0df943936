// Asks for a link's address, in the place of the toolbar, so that the text it is for stays in view.
import type { Editor } from "@tiptap/core"
// For the types of its commands.
import type {} from "@tiptap/extension-link"
import { type FormEvent, useState } from "react"
import { addressOf } from "./address.ts"
import styles from "./toolbar.module.css"

export function LinkForm({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const current: unknown = editor.getAttributes("link").href
  const [written, setWritten] = useState(typeof current === "string" ? current : "")
  const [isRefused, setRefused] = useState(false)

  const apply = (event: FormEvent) => {
    event.preventDefault()
    const href = addressOf(written)
    if (href === undefined) return setRefused(true)
    editor.view.focus()
    const chain = editor.chain().extendMarkRange("link")
    const isBare = editor.state.selection.empty && !editor.isActive("link")
    if (isBare)
      chain.insertContent({ type: "text", text: written.trim(), marks: [{ type: "link", attrs: { href } }] })
    else chain.setLink({ href })
    chain.run()
    onDone()
  }
  const remove = () => {
    editor.view.focus()
    editor.chain().extendMarkRange("link").unsetLink().run()
    onDone()
  }
  return (
    <form className={styles.bar} onSubmit={apply}>
      <input
        className={styles.address}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked for it
        autoFocus
        aria-label="Address of the link"
        aria-invalid={isRefused}
        placeholder="https://"
        value={written}
        onChange={event => {
          setWritten(event.target.value)
          setRefused(false)
        }}
      />
      <button type="submit" className={styles.tool}>
        Link
      </button>
      {current !== undefined && (
        <button type="button" className={styles.tool} onClick={remove}>
          Remove
        </button>
      )}
      {isRefused && (
        <span role="alert" className={styles.refusal}>
          Write a web or mail address
        </span>
      )}
    </form>
  )
}
