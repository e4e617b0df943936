// What is to be known of a link, in a line: who came by it, and what limits it.
import type { Link } from "../../shared/api.ts"
import { mayComment } from "../../shared/roles.ts"

/** @param nowMs ms since 1970 */
export function linkInWords(link: Link, nowMs: number, language?: string): string {
  const { guests, maxGuests, hasPassword, expiresAt, seesComments, role } = link
  return [
    guestsInWords(guests, maxGuests),
    hasPassword && "password",
    expiresAt !== undefined && expiryInWords(expiresAt, nowMs, language),
    !mayComment(role) && seesComments && "shows the discussion",
  ]
    .filter(Boolean)
    .join(" · ")
}

function guestsInWords(guests: number, maxGuests: number | undefined): string {
  if (maxGuests !== undefined) return `${guests} of ${maxGuests} guests so far`
  if (guests === 0) return "nobody so far"
  return guests === 1 ? "1 guest so far" : `${guests} guests so far`
}

/** Of a token: nobody comes by it, a program is it. */
export function tokenInWords(
  { role, expiresAt }: Link,
  nowMs: number,
  name: (role: Link["role"]) => string,
): string {
  const expiry = expiresAt === undefined ? "no end" : expiryInWords(expiresAt, nowMs)
  return `${name(role)} · ${expiry}`
}

export function expiryInWords(expiresAt: number, nowMs: number, language?: string): string {
  const date = new Date(expiresAt)
  if (expiresAt <= nowMs) return "expired"
  const isSoon = expiresAt - nowMs < 24 * 3_600_000
  const format = new Intl.DateTimeFormat(
    language,
    isSoon ? { hour: "numeric", minute: "2-digit" } : { dateStyle: "medium" },
  )
  return `until ${format.format(date)}`
}
