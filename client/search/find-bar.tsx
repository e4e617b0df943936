// Finds words in cards, lead and commentary, and steps through them. Takes the place of the browser's own search, which
// knows nothing of what the room redraws. Rule BR13.
import ChevronDown from "lucide-react/icons/chevron-down"
import ChevronUp from "lucide-react/icons/chevron-up"
import X from "lucide-react/icons/x"
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react"
import { mark, showRange, unmark } from "../text/highlights.ts"
import { IconButton } from "../ui/button.tsx"
import styles from "./find-bar.module.css"
import { useMatches } from "./use-matches.ts"

/** As find-bar.module.css names them; above the marks of comments. */
const ALL = "ninefold-match"
const CURRENT = "ninefold-current-match"

interface Props {
  /** Counts how often the search has been asked for: each time the words are selected, to be written over. */
  asked: number
  onClose: () => void
}

export default function FindBar({ asked, onClose }: Props) {
  const bar = useRef<HTMLElement>(null)
  const input = useRef<HTMLInputElement>(null)
  /** Where the person was, who goes back there when nothing was found. */
  const [before] = useState(() => document.activeElement)
  const [wanted, setWanted] = useState(selectedWords)
  const [index, setIndex] = useState(0)
  const matches = useMatches(wanted, bar)
  const place = matches.length === 0 ? 0 : index % matches.length
  const current = matches[place]

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again means written anew
  useLayoutEffect(() => input.current?.select(), [asked])
  useEffect(() => {
    mark(ALL, matches, 2)
    mark(CURRENT, current ? [current] : [], 3)
  }, [matches, current])
  useEffect(() => () => unmark(ALL, CURRENT), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what others write must not scroll the page
  useEffect(() => {
    if (current) showRange(current)
  }, [wanted, place, matches.length === 0])

  const step = (by: number) =>
    setIndex(matches.length === 0 ? 0 : (place + by + matches.length) % matches.length)
  const pressed = (event: KeyboardEvent) => {
    // Enter and Escape also end the words of an input method.
    if (event.nativeEvent.isComposing) return
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1)
    else if (event.key === "Escape") close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const close = () => {
    const found = current?.startContainer.parentElement?.closest<HTMLElement>("[data-place][tabindex]")
    onClose()
    const place = found ?? before
    if (place instanceof HTMLElement && place.isConnected) place.focus({ preventScroll: true })
  }
  return (
    <search ref={bar} className={styles.bar} onKeyDown={pressed} data-screen-only>
      <input
        ref={input}
        className={styles.words}
        type="search"
        aria-label="Find in cards and commentary"
        placeholder="Find in cards and commentary"
        autoComplete="off"
        spellCheck={false}
        value={wanted}
        onChange={event => {
          setWanted(event.target.value)
          setIndex(0)
        }}
      />
      <output className={styles.count} aria-live="polite">
        {wanted.trim() === "" ? "" : matches.length === 0 ? "Not found" : `${place + 1} of ${matches.length}`}
      </output>
      <IconButton label="Previous match" icon={ChevronUp} keys="Shift+Enter" onPress={() => step(-1)} />
      <IconButton label="Next match" icon={ChevronDown} keys="Enter" onPress={() => step(1)} />
      <IconButton label="Close the search" icon={X} keys="Esc" onPress={close} />
    </search>
  )
}

const LONGEST_SELECTION = 80

/** What is selected on the page is likely what is looked for. */
function selectedWords(): string {
  const words = String(getSelection() ?? "").trim()
  return words.length > LONGEST_SELECTION || words.includes("\n") ? "" : words
}
