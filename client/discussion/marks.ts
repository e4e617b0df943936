// Draws the threads' words on the page: a quiet mark under each open one, a strong one under the one that is unfolded or
// being written. Follows the document, the page (a text that becomes live is other elements) and the desk. Rule DI23.
import type { ThreadId } from "../../shared/ids.ts"
import { type Anchor, type AnchorPlace, isAnchorPlace, resolveAnchor } from "../../shared/model/anchor.ts"
import type { Stretch } from "../../shared/model/letters.ts"
import type { Desk } from "../hooks/desk.ts"
import type { OpenDiscussion } from "../sync/discussion.ts"
import { mark, unmark } from "../text/highlights.ts"
import { type Finder, threadsByPlace } from "./found.ts"
import { pageWords, rangeOfStretch } from "./page-places.ts"

/** As marks.css names them; under the marks of the search. */
const QUIET = "ninefold-comment"
const STRONG = "ninefold-current-comment"

/** One drawing for all that changes together, and none between two keys. */
const SETTLE_MS = 60

interface MarksOf {
  finder: Finder
  discussion: Pick<OpenDiscussion, "talk" | "subscribe">
  desk: Desk
  page: Document
}

/** Ranges of one text, made for letters and elements that are still the same. */
interface Drawn {
  quiet: Range[]
  strong: Range[]
}

/** Keeps the marks true until it is stopped. @returns the way to stop. */
export function keepMarks({ finder, discussion, desk, page }: MarksOf): () => void {
  const drawn = new Map<AnchorPlace, Drawn>()
  const stale = new Set<AnchorPlace>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const draw = () => {
    timer = undefined
    const places = threadsByPlace(discussion.talk().threads)
    const { writing, current } = desk.state()
    const written = writing?.kind === "text" ? writing.anchor : undefined
    for (const place of drawn.keys()) if (!places.has(place)) drawn.delete(place)
    for (const place of stale) drawn.delete(place)
    stale.clear()
    if (written)
      drawn.set(written.place, rangesAt(written.place, places.get(written.place), current, written))
    for (const [place, threads] of places)
      if (!drawn.has(place)) drawn.set(place, rangesAt(place, threads, current, undefined))
    const all = [...drawn.values()]
    mark(
      QUIET,
      all.flatMap(({ quiet }) => quiet),
    )
    mark(
      STRONG,
      all.flatMap(({ strong }) => strong),
      1,
    )
  }
  const rangesAt = (
    place: AnchorPlace,
    threads: ReturnType<typeof threadsByPlace> extends Map<AnchorPlace, infer List>
      ? List | undefined
      : never,
    current: ThreadId | undefined,
    written: Anchor | undefined,
  ): Drawn => {
    const letters = finder.letters(place)
    const shown = letters ? pageWords(page, place, letters) : []
    const ranges = (stretch: Stretch) => shown.map(words => rangeOfStretch(words, stretch))
    const found = finder.found()
    const strong = written && letters ? resolveAnchor(written, letters) : undefined
    const made: Drawn = { quiet: [], strong: strong ? ranges(strong) : [] }
    for (const { id, resolved } of threads ?? []) {
      const stretch = found.get(id)
      if (!stretch) continue
      if (id === current) made.strong.push(...ranges(stretch))
      else if (!resolved) made.quiet.push(...ranges(stretch))
    }
    return made
  }
  const drawLater = () => {
    timer ??= setTimeout(draw, SETTLE_MS)
  }
  const drawAll = () => {
    for (const place of drawn.keys()) stale.add(place)
    drawLater()
  }
  const observer = new MutationObserver(records => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement
      const holders = [element?.closest("[data-text]"), ...(element?.querySelectorAll("[data-text]") ?? [])]
      for (const holder of holders) {
        const place = holder?.getAttribute("data-text")
        if (isAnchorPlace(place)) stale.add(place)
      }
    }
    if (stale.size > 0) drawLater()
  })
  const main = page.querySelector("main") ?? page.body
  observer.observe(main, { subtree: true, childList: true, characterData: true })
  const stops = [finder.subscribe(drawAll), discussion.subscribe(drawAll), desk.subscribe(drawAll)]
  drawAll()
  drawLater()

  return () => {
    clearTimeout(timer)
    observer.disconnect()
    for (const stop of stops) stop()
    unmark(QUIET, STRONG)
  }
}
