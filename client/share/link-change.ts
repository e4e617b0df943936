// What is written in a link's options, and the change it means: only what differs is asked of the server, so that two
// facilitators who change different things do not undo one another.
import type { Link, LinkChange } from "../../shared/api.ts"
import type { Role } from "../../shared/roles.ts"

/** The fields as they are written. */
export interface LinkFields {
  label: string
  role: Role
  /** "" leaves the password as it is. */
  password: string
  isPasswordRemoved: boolean
  expiry: Expiry
  /** "" for any number. */
  maxGuests: string
  seesComments: boolean
}

/** When a link ends: as now, never, or so many ms from now. */
export type Expiry = "same" | "never" | number

const HOUR_MS = 3_600_000
export const expiries: readonly { label: string; inMs: number }[] = [
  { label: "In an hour", inMs: HOUR_MS },
  { label: "In a day", inMs: 24 * HOUR_MS },
  { label: "In a week", inMs: 7 * 24 * HOUR_MS },
  { label: "In 30 days", inMs: 30 * 24 * HOUR_MS },
]

export const fieldsOf = ({ label, role, maxGuests, seesComments }: Link): LinkFields => ({
  label,
  role,
  password: "",
  isPasswordRemoved: false,
  expiry: "same",
  maxGuests: maxGuests === undefined ? "" : String(maxGuests),
  seesComments,
})

/** @param nowMs ms since 1970 */
export function changeOf(link: Link, fields: LinkFields, nowMs: number): LinkChange {
  const change: LinkChange = {}
  const label = fields.label.trim()
  if (label !== "" && label !== link.label) change.label = label
  if (fields.role !== link.role) change.role = fields.role
  if (fields.isPasswordRemoved) change.password = null
  else if (fields.password !== "") change.password = fields.password
  if (fields.expiry === "never" && link.expiresAt !== undefined) change.expiresAt = null
  if (typeof fields.expiry === "number") change.expiresAt = nowMs + fields.expiry
  const most = Number.parseInt(fields.maxGuests, 10)
  if (fields.maxGuests.trim() === "" && link.maxGuests !== undefined) change.maxGuests = null
  else if (most >= 1 && most !== link.maxGuests) change.maxGuests = most
  if (fields.seesComments !== link.seesComments) change.seesComments = fields.seesComments
  return change
}
