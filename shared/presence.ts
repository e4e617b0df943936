// What people show of themselves to the others in a room: the awareness state, and the colours a person can have.
// States come from peers and are untrusted: read them with `parsePresence` only.
import { type CardId, isCardId, isPersonId, type PersonId } from "./ids.ts"

/** The colours a person may choose, readable as a caret on paper and on dark ink alike. */
export const personColours = [
  "#b4432e",
  "#a8641a",
  "#6f7a1c",
  "#2f7d4f",
  "#1f7a80",
  "#2f68b0",
  "#6a55b3",
  "#a2457f",
] as const

/** Where a person is: on a card (selected or being edited), in the lead or in the commentary. */
export type Place =
  | { kind: "card"; card: CardId; editing: boolean }
  | { kind: "lead" }
  | { kind: "commentary" }

export interface Presence {
  /** Name and colour are the grant's, and `person` is there, wherever the server has put them in place of the peer's. */
  user: { name: string; color: string; person?: PersonId }
  at?: Place
}

export const MAX_NAME_LENGTH = 60

/** A name as it may be shown: without control characters, trimmed, at most 60 characters; "" where nothing is left. */
export function cleanName(value: unknown): string {
  if (typeof value !== "string") return ""
  const plain = value
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
  return [...plain].slice(0, MAX_NAME_LENGTH).join("").trim()
}

/** @returns the presence a peer's awareness state shows, or undefined where it is none. */
export function parsePresence(state: unknown): Presence | undefined {
  if (typeof state !== "object" || state === null) return undefined
  const { user, at } = state as { user?: unknown; at?: unknown }
  if (typeof user !== "object" || user === null) return undefined
  const { name, color, person } = user as { name?: unknown; color?: unknown; person?: unknown }
  const shown: Presence = {
    user: {
      name: cleanName(name) || "Guest",
      color: typeof color === "string" && /^#[0-9a-f]{6}$/i.test(color) ? color : personColours[0],
    },
  }
  if (isPersonId(person)) shown.user.person = person
  const place = parsePlace(at)
  if (place) shown.at = place
  return shown
}

function parsePlace(at: unknown): Place | undefined {
  if (typeof at !== "object" || at === null) return undefined
  const { kind, card, editing } = at as { kind?: unknown; card?: unknown; editing?: unknown }
  if (kind === "card" && isCardId(card)) return { kind, card, editing: editing === true }
  if (kind === "lead" || kind === "commentary") return { kind }
  return undefined
}
