// Where the words of each thread stand in the room's texts now. Each text is read once for all its threads, a moment
// after it has changed; a thread whose words did not move keeps its object. Rules AN1–AN4.
import type * as Y from "yjs"
import { isCardId, type ThreadId } from "../../shared/ids.ts"
import { type AnchorPlace, cardPlace, fragmentAt, resolveAnchor } from "../../shared/model/anchor.ts"
import type { Thread } from "../../shared/model/discussion.ts"
import type { Content } from "../../shared/model/document.ts"
import { type Letters, lettersOf, type Stretch } from "../../shared/model/letters.ts"
import type { OpenDiscussion } from "../sync/discussion.ts"

/** Between two keys of somebody who types fast nothing is looked for. */
const SETTLE_MS = 120

/** Where each thread's words stand; no entry for one whose words are gone. */
export type Found = ReadonlyMap<ThreadId, Stretch>

export interface Finder {
  /** The same map until something in it changes. */
  found(): Found
  /** The letters of a text as they are now; undefined where there is no such text. */
  letters(place: AnchorPlace): Letters | undefined
  subscribe(listener: () => void): () => void
  /** May be called twice. */
  close(): void
}

/** The threads about words, by the text they are in. */
export function threadsByPlace(threads: readonly Thread[]): Map<AnchorPlace, Thread[]> {
  const places = new Map<AnchorPlace, Thread[]>()
  for (const thread of threads) {
    if (thread.target.kind !== "text") continue
    const { place } = thread.target.anchor
    const list = places.get(place)
    if (list) list.push(thread)
    else places.set(place, [thread])
  }
  return places
}

export function openFinder(content: Content, discussion: Pick<OpenDiscussion, "talk" | "subscribe">): Finder {
  const listeners = new Set<() => void>()
  const read = new Map<AnchorPlace, Letters>()
  let { threads } = discussion.talk()
  let byPlace = threadsByPlace(threads)
  let found: Found = new Map()
  let stale = new Set<AnchorPlace>(byPlace.keys())
  let timer: ReturnType<typeof setTimeout> | undefined

  const letters = (place: AnchorPlace): Letters | undefined => {
    const known = read.get(place)
    if (known) return known
    const fragment = fragmentAt(content, place)
    if (!fragment) return undefined
    const fresh = lettersOf(fragment)
    read.set(place, fresh)
    return fresh
  }
  const look = () => {
    clearTimeout(timer)
    timer = undefined
    const next = new Map<ThreadId, Stretch>()
    for (const [place, list] of byPlace)
      for (const { id, target } of list) {
        const stretch = stale.has(place) ? stretchOf(target, letters(place)) : found.get(id)
        const before = found.get(id)
        const isSame = stretch && before?.from === stretch.from && before.to === stretch.to
        if (stretch) next.set(id, isSame ? before : stretch)
      }
    stale = new Set()
    const isSame = next.size === found.size && [...next].every(([id, stretch]) => found.get(id) === stretch)
    if (isSame) return
    found = next
    for (const listener of [...listeners]) listener()
  }
  const lookLater = () => {
    timer ??= setTimeout(look, SETTLE_MS)
  }
  const changed = (places: readonly AnchorPlace[]) => {
    for (const place of places) {
      read.delete(place)
      if (byPlace.has(place)) stale.add(place)
    }
    if (stale.size > 0) lookLater()
  }

  const inLead = () => changed(["lead"])
  const inCommentary = () => changed(["commentary"])
  const inCards = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    const ids = events.flatMap(event => (event.path.length > 0 ? [event.path[0]] : [...event.keys.keys()]))
    changed(ids.filter(isCardId).map(cardPlace))
  }
  const stop = discussion.subscribe(() => {
    const now = discussion.talk().threads
    if (now === threads) return
    const before = new Map(threads.map(thread => [thread.id, thread.target]))
    threads = now
    byPlace = threadsByPlace(now)
    for (const { id, target } of now)
      if (target.kind === "text" && before.get(id) !== target) stale.add(target.anchor.place)
    look()
  })
  content.lead.observeDeep(inLead)
  content.commentary.observeDeep(inCommentary)
  content.cards.observeDeep(inCards)
  look()

  return {
    found: () => found,
    letters,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      clearTimeout(timer)
      listeners.clear()
      stop()
      content.lead.unobserveDeep(inLead)
      content.commentary.unobserveDeep(inCommentary)
      content.cards.unobserveDeep(inCards)
    },
  }
}

const stretchOf = (target: Thread["target"], letters: Letters | undefined): Stretch | undefined =>
  target.kind === "text" && letters ? resolveAnchor(target.anchor, letters) : undefined
