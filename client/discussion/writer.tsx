// Where a comment is written: a plain field, with a list of people while a name is begun behind an @. Ctrl/Cmd+Enter
// sends, Escape leaves; what was written stays as a draft on this device. Rules DI21, DI22.
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react"
import type { RichText } from "../../shared/model/canvas.ts"
import { checkComment } from "../../shared/model/comment-text.ts"
import { type Draft, emptyDraft, type Mentioned } from "../sync/drafts.ts"
import { Button } from "../ui/button.tsx"
import { showKey } from "../ui/commands.ts"
import { isApple } from "../ui/platform.ts"
import { bodyOf } from "./comment-signs.ts"
import { completed, fitting, type MentionBegun, mentionBegun, withoutGone } from "./mentions.ts"
import styles from "./writer.module.css"

interface WriterProps {
  /** What is written here, for those who do not see where it stands. */
  label: string
  placeholder: string
  /** What the button that sends says. */
  action: string
  first: Draft
  people: readonly Mentioned[]
  /** Called when somebody begins to name a person. */
  onNaming: () => void
  /** The draft has changed; an empty one when it was sent. */
  onDraft: (draft: Draft) => void
  onSend: (body: RichText) => void
  /** The words stay when they are sent, since they may be refused; who shows the field takes it away when they are taken. */
  staysWritten?: boolean
  /** Absent where there is nothing to leave. */
  onCancel?: () => void
  takesFocus: boolean
}

export function Writer(props: WriterProps) {
  const { label, people, onSend, onCancel } = props
  const [draft, setDraft] = useState(props.first)
  const [begun, setBegun] = useState<MentionBegun>()
  const [index, setIndex] = useState(0)
  const field = useRef<HTMLTextAreaElement>(null)
  /** Where the caret goes once the words are drawn. */
  const caret = useRef<number>(undefined)
  const ids = useId()
  const offered = begun ? fitting(people, begun.words) : []
  const current = offered[Math.min(index, offered.length - 1)]
  const body = bodyOf(draft)
  const checked = checkComment(body)
  const isBlank = draft.words.trim() === ""

  // At once: the key behind the one that opened it is already its own.
  useLayoutEffect(() => {
    if (!props.takesFocus) return
    const { current: element } = field
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [props.takesFocus])
  useEffect(() => {
    if (caret.current === undefined) return
    field.current?.setSelectionRange(caret.current, caret.current)
    caret.current = undefined
  })

  const become = (next: Draft) => {
    setDraft(next)
    props.onDraft(next)
  }
  const look = (element: HTMLTextAreaElement) => {
    const next =
      element.selectionStart === element.selectionEnd
        ? mentionBegun(element.value, element.selectionStart)
        : undefined
    if (next && !begun) props.onNaming()
    if (next?.from !== begun?.from || next?.words !== begun?.words) setIndex(0)
    setBegun(next)
  }
  const choose = (person: Mentioned) => {
    const element = field.current
    if (!begun || !element) return
    const next = completed(draft, begun, element.selectionStart, person)
    caret.current = next.caret
    setBegun(undefined)
    become(next.draft)
    element.focus()
  }
  const send = () => {
    if (!checked.ok) return
    onSend(body)
    if (!props.staysWritten) become(emptyDraft)
  }
  const pressed = (event: KeyboardEvent) => {
    // Enter and Escape inside an input method choose or drop a word.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const isMod = isApple() ? event.metaKey : event.ctrlKey
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
    if (current && step !== 0) setIndex((index + step + offered.length) % offered.length)
    else if (current && !isMod && (event.key === "Enter" || event.key === "Tab")) choose(current)
    else if (current && event.key === "Escape") setBegun(undefined)
    else if (event.key === "Enter" && isMod) send()
    else if (event.key === "Escape" && onCancel) onCancel()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={styles.writer}>
      <textarea
        ref={field}
        className={styles.field}
        rows={2}
        data-autofocus={props.takesFocus || undefined}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={current && `${ids}people`}
        aria-activedescendant={current && `${ids}${current.person}`}
        placeholder={props.placeholder}
        value={draft.words}
        onChange={event => {
          become(withoutGone({ ...draft, words: event.target.value }))
          look(event.target)
        }}
        onSelect={event => look(event.currentTarget)}
        onBlur={() => setBegun(undefined)}
        onKeyDown={pressed}
      />
      {offered.length > 0 && (
        <div id={`${ids}people`} role="listbox" aria-label="People" className={styles.people}>
          {offered.map(person => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which has the focus.
            <div
              key={person.person}
              id={`${ids}${person.person}`}
              role="option"
              tabIndex={-1}
              aria-selected={person === current}
              className={styles.person}
              // The focus stays in the field, and on a phone the keyboard with it.
              onPointerDown={event => event.preventDefault()}
              onClick={() => choose(person)}
            >
              {person.name}
            </div>
          ))}
        </div>
      )}
      <div className={styles.foot}>
        <span className={styles.hint} role={!checked.ok && !isBlank ? "alert" : undefined}>
          {checked.ok || isBlank ? `${showKey("Mod+Enter", isApple())} sends` : checked.fault}
        </span>
        {onCancel && <Button onPress={onCancel}>Cancel</Button>}
        <Button kind="primary" disabled={!checked.ok} onPress={send}>
          {props.action}
        </Button>
      </div>
    </div>
  )
}
