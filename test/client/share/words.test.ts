// What is said of links, access and deliveries, and what a link's options ask of the server. Rules SH2, SH5, SH9.
import { expect, test } from "vitest"
import { pillOf } from "../../../client/share/access-pill.tsx"
import { changeOf, fieldsOf } from "../../../client/share/link-change.ts"
import { expiryInWords, linkInWords } from "../../../client/share/link-words.ts"
import { accessChangeInWords } from "../../../client/share/use-access-toasts.ts"
import { deliveryInWords } from "../../../client/share/webhook-setting.tsx"
import type { Access } from "../../../client/sync/access.ts"
import type { Link } from "../../../shared/api.ts"
import type { LinkId, PersonId } from "../../../shared/ids.ts"
import { type Role, roles } from "../../../shared/roles.ts"

const NOW = Date.UTC(2026, 10, 24, 12)
const HOUR = 3_600_000

const LINK: Link = {
  id: "linklinklink" as LinkId,
  kind: "link",
  role: "comment",
  label: "Class of Tuesday",
  hasPassword: false,
  guests: 0,
  createdAt: NOW - HOUR,
  seesComments: true,
}

const access = (role: Role, isLocked = false): Access => ({
  person: "personperson" as PersonId,
  seesComments: true,
  role,
  isLocked,
})

test("[SH5] a link says who came by it and what limits it", () => {
  const links: Link[] = [
    LINK,
    { ...LINK, guests: 1 },
    { ...LINK, guests: 3, maxGuests: 20, hasPassword: true, expiresAt: NOW - 1 },
    { ...LINK, guests: 2, role: "view" },
    { ...LINK, guests: 2, role: "view", seesComments: false },
  ]

  expect(links.map(link => linkInWords(link, NOW, "en"))).toEqual([
    "nobody so far",
    "1 guest so far",
    "3 of 20 guests so far · password · expired",
    "2 guests so far · shows the discussion",
    "2 guests so far",
  ])
  // Told by the calendar of whoever reads it, wherever that is.
  expect(expiryInWords(new Date(2027, 0, 3, 12).getTime(), NOW, "en")).toBe("until Jan 3, 2027")
})

test("[SH5] only what was changed in a link's options is asked for", () => {
  const limited: Link = { ...LINK, hasPassword: true, expiresAt: NOW + HOUR, maxGuests: 5 }
  const change = (some: Partial<ReturnType<typeof fieldsOf>>, link = limited) =>
    changeOf(link, { ...fieldsOf(link), ...some }, NOW)

  expect(change({})).toEqual({})
  expect(change({}, LINK)).toEqual({})
  expect(change({ label: "  ", maxGuests: "5" })).toEqual({})
  expect(change({ label: " Tuesday ", role: "edit", password: "nine" })).toEqual({
    label: "Tuesday",
    role: "edit",
    password: "nine",
  })
  expect(change({ password: "ignored", isPasswordRemoved: true, maxGuests: "", expiry: "never" })).toEqual({
    password: null,
    maxGuests: null,
    expiresAt: null,
  })
  expect(change({ expiry: 2 * HOUR, maxGuests: "7", seesComments: false })).toEqual({
    expiresAt: NOW + 2 * HOUR,
    maxGuests: 7,
    seesComments: false,
  })
  expect(change({ expiry: "never", maxGuests: "-3" }, LINK)).toEqual({})
})

test("[SH2] the bar says what somebody may do where it is less than people expect", () => {
  expect(roles.map(role => pillOf(access(role))?.pill)).toEqual([
    "You can view",
    "You can comment",
    undefined,
    undefined,
  ])
  expect(roles.map(role => pillOf(access(role, true))?.pill)).toEqual([
    "You can view",
    "You can comment",
    "Locked",
    "Locked for others",
  ])
})

test("[SH2] a change of access is said to those whom it concerns, and as what it is", () => {
  const said = (before: Access, now: Access) => accessChangeInWords(before, now)

  expect(said(access("edit"), access("comment"))).toBe(
    "A facilitator has changed what you may do. You can comment now.",
  )
  expect(said(access("view"), access("edit"))).toBe("You can edit now.")
  expect(said(access("edit"), access("edit", true))).toMatch(/^A facilitator has locked the canvas\./)
  expect(said(access("facilitate"), access("facilitate", true))).toMatch(/^The canvas is locked/)
  expect(said(access("edit", true), access("edit"))).toBe("The canvas is unlocked.")
  expect(said(access("view"), access("view", true))).toBeUndefined()
  expect(said(access("edit"), access("edit"))).toBeUndefined()
})

test("[SH9] the log of a webhook says what was sent, when, and how it went", () => {
  const sent = { id: "1", kind: "comment-added", createdAt: NOW - 2 * HOUR } as const
  const said = [
    deliveryInWords({ ...sent, attempts: 1, state: "delivered", status: 200 }, NOW, "en"),
    deliveryInWords({ ...sent, attempts: 0, state: "waiting" }, NOW, "en"),
    deliveryInWords({ ...sent, attempts: 3, state: "waiting", status: 503 }, NOW, "en"),
    deliveryInWords({ ...sent, attempts: 8, state: "failed", fault: "no such host" }, NOW, "en"),
  ]

  expect(said).toEqual([
    "A comment was added 2 hours ago, delivered",
    "A comment was added 2 hours ago, on its way",
    "A comment was added 2 hours ago, tried again soon after 3 attempts: answered 503",
    "A comment was added 2 hours ago, given up after 8 attempts: no such host",
  ])
})
