// What somebody has begun to write and not sent, kept on this device through a reload and an outage. Rule DI21.
import { isPersonId, type PersonId } from "../../shared/ids.ts"
import type { Target } from "../../shared/model/discussion.ts"
import { parseTarget } from "../../shared/model/read-discussion.ts"
import { cleanName } from "../../shared/presence.ts"
import type { Shelf } from "./shelf.ts"

/** Words as they are written, in the composer's signs. */
export interface Draft {
  words: string
  /** Whom the names in it mean that were chosen from the list: there may be two of one name. */
  mentions: readonly Mentioned[]
}

export interface Mentioned {
  person: PersonId
  name: string
}

/** The draft of a new thread, with what it is about. */
export interface NewDraft extends Draft {
  target: Target
}

export const emptyDraft: Draft = { words: "", mentions: [] }

/** Where a draft belongs: an answer to a thread, the edit of a comment, or a thread not yet opened (one a room). */
export type DraftPlace = `thread:${string}` | `comment:${string}` | "new"

export interface Drafts {
  read(place: DraftPlace): Draft
  /** One without words is forgotten. */
  keep(place: DraftPlace, draft: Draft): void
  /** The thread that was begun and not sent. */
  readNew(): NewDraft | undefined
  keepNew(draft: NewDraft | undefined): void
}

export function openDrafts(shelf: Shelf, room: string): Drafts {
  const key = (place: DraftPlace) => `ninefold.draft.${room}.${place}`
  const write = (place: DraftPlace, draft: Draft | undefined) => {
    try {
      if (!draft || draft.words === "") shelf.removeItem(key(place))
      else shelf.setItem(key(place), JSON.stringify(draft))
    } catch {
      // A full or forbidden storage: the draft lasts as long as the page.
    }
  }
  const parse = (place: DraftPlace): Record<string, unknown> => {
    try {
      const kept: unknown = JSON.parse(shelf.getItem(key(place)) ?? "{}")
      return typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {}
    } catch {
      // What is kept may be anything; a draft that cannot be read is none.
      return {}
    }
  }
  return {
    read: place => draftFrom(parse(place)),
    keep: write,
    readNew() {
      const kept = parse("new")
      const target = parseTarget(kept.target)
      const draft = draftFrom(kept)
      return target && draft.words !== "" ? { ...draft, target } : undefined
    },
    keepNew: draft => write("new", draft),
  }
}

function draftFrom({ words, mentions }: Record<string, unknown>): Draft {
  if (typeof words !== "string") return emptyDraft
  const listed = Array.isArray(mentions) ? mentions : []
  return { words, mentions: listed.flatMap(mentionedFrom) }
}

function mentionedFrom(value: unknown): Mentioned[] {
  const { person, name } = (value ?? {}) as Record<string, unknown>
  const clean = cleanName(name)
  return isPersonId(person) && clean !== "" ? [{ person, name: clean }] : []
}
