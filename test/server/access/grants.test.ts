import { describe, expect, test } from "vitest"
import { hasFacilitator } from "../../../server/access/facilitators.ts"
import { entryBy, standingOf } from "../../../server/access/grants.ts"
import type { AccessRecord, GrantRecord, LinkRecord } from "../../../server/storage/access-store.ts"
import type { GuestId, LinkId, PersonId, RoomId } from "../../../shared/ids.ts"
import type { Role } from "../../../shared/roles.ts"

const room = "a".repeat(22) as RoomId
const now = 1_000

const linkOf = (role: Role, changes: Partial<LinkRecord> = {}): LinkRecord => ({
  id: `by-${role}`.slice(0, 12).padEnd(12, "_") as LinkId,
  room,
  kind: "link",
  role,
  label: "",
  secretHash: new Uint8Array(),
  createdAt: 0,
  issuedAt: 0,
  seesComments: true,
  ...changes,
})

const grantOf = (role: Role, changes: Partial<GrantRecord> = {}): GrantRecord => ({
  room,
  holder: "g".repeat(22) as GuestId,
  person: "ana---------" as PersonId,
  role,
  name: "Ana",
  color: "#b4432e",
  grantedAt: 0,
  seenAt: 0,
  ...changes,
})

const by = (link: LinkRecord): AccessRecord => ({
  standing: {},
  grant: grantOf(link.role, { link: link.id }),
  link,
})
const given = (role: Role): AccessRecord => ({ standing: {}, grant: grantOf(role) })
const newcomer = {
  holder: "g".repeat(22) as GuestId,
  person: "new---------" as PersonId,
  name: "Ana",
  color: "#b4432e",
}

const roleIn = (record: AccessRecord, at = now) => {
  const standing = standingOf(record, at)
  return standing.kind === "granted" ? standing.access.role : standing
}

test("[LR9] without a room or without a grant there is nothing, and the two look the same", () => {
  expect(standingOf({}, now)).toEqual({ kind: "none" })
  expect(standingOf({ standing: {} }, now)).toEqual({ kind: "none" })
  expect(standingOf({ grant: grantOf("edit") }, now)).toEqual({ kind: "none" })
})

test("[LR5] a grant follows its link: another role, an end, and what was given in person stays", () => {
  const link = linkOf("edit", { expiresAt: now })
  const followed = { ...by(link), grant: grantOf("view", { link: link.id }) }

  expect(roleIn(followed, now - 1)).toBe("edit")
  expect(roleIn(followed, now)).toEqual({ kind: "ended", why: "expired" })
  expect(roleIn(by(linkOf("edit", { revokedAt: 1 })))).toEqual({ kind: "ended", why: "revoked" })
  expect(roleIn({ standing: {}, grant: grantOf("comment") })).toBe("comment")
  expect(roleIn({ standing: {}, grant: grantOf("edit", { removedAt: 1 }) })).toEqual({
    kind: "ended",
    why: "removed",
  })
})

test("[LR15] a deleted room is none but to those who could facilitate it", () => {
  const standing = { deletedAt: 7 }

  expect(standingOf({ ...given("edit"), standing }, now)).toEqual({ kind: "none" })
  expect(standingOf({ ...given("facilitate"), standing }, now)).toEqual({ kind: "deleted", deletedAt: 7 })
  expect(standingOf({ standing, grant: grantOf("facilitate", { removedAt: 1 }) }, now)).toEqual({
    kind: "none",
  })
})

test("[LR2] the discussion is seen by those who may comment, and by viewers whose link says so", () => {
  const sees = (record: AccessRecord) => {
    const standing = standingOf(record, now)
    return standing.kind === "granted" && standing.access.seesComments
  }

  expect(sees(by(linkOf("view", { seesComments: false })))).toBe(false)
  expect(sees(by(linkOf("view")))).toBe(true)
  expect(sees(by(linkOf("comment", { seesComments: false })))).toBe(true)
})

describe("somebody who comes by a link", () => {
  const enter = (link: LinkRecord, held: AccessRecord) => entryBy(link, newcomer, held, now)

  test("[LR2] gets its role and becomes a person of the room", () => {
    expect(enter(linkOf("comment"), { standing: {} })).toEqual({
      kind: "enters",
      grant: {
        ...newcomer,
        room,
        role: "comment",
        link: linkOf("comment").id,
        grantedAt: now,
        seenAt: now,
      },
    })
  })

  test("[LR2] keeps what is stronger, gets what is stronger, and stays the same person", () => {
    expect(enter(linkOf("view"), by(linkOf("edit")))).toEqual({ kind: "stays" })
    expect(enter(linkOf("facilitate"), given("facilitate"))).toEqual({ kind: "stays" })
    expect(enter(linkOf("edit"), by(linkOf("view")))).toMatchObject({
      kind: "enters",
      grant: { role: "edit", link: linkOf("edit").id, person: "ana---------", grantedAt: 0 },
    })
  })

  test("[LR2] of two alike keeps the one by which more is seen", () => {
    const blind = linkOf("view", { id: "blind-------" as LinkId, seesComments: false })

    expect(enter(blind, by(linkOf("view")))).toEqual({ kind: "stays" })
    expect(enter(linkOf("view"), by(blind))).toMatchObject({ kind: "enters" })
  })

  test("[LR2] does not keep what has ended", () => {
    const dead = linkOf("facilitate", { revokedAt: 1 })

    expect(enter(linkOf("view"), by(dead))).toMatchObject({ kind: "enters", grant: { role: "view" } })
  })

  test("[LR5] after being removed comes in only by a secret made since", () => {
    const removed = { standing: {}, grant: grantOf("edit", { removedAt: 500 }) }

    expect(enter(linkOf("edit", { issuedAt: 500 }), removed)).toEqual({ kind: "removed" })
    const entry = enter(linkOf("view", { issuedAt: 501 }), removed)
    expect(entry).toMatchObject({ kind: "enters", grant: { role: "view", person: "ana---------" } })
    expect(entry.kind === "enters" && entry.grant.removedAt).toBeUndefined()
  })
})

test("[LR12] a program, a removed person and a dead link are nobody who could facilitate", () => {
  const link = linkOf("facilitate")
  const followed = grantOf("facilitate", { link: link.id })

  expect(hasFacilitator([grantOf("facilitate")], [], now)).toBe(true)
  expect(hasFacilitator([followed], [link], now)).toBe(true)
  expect(hasFacilitator([followed], [{ ...link, revokedAt: 1 }], now)).toBe(false)
  expect(hasFacilitator([followed], [{ ...link, role: "edit" }], now)).toBe(false)
  expect(hasFacilitator([grantOf("facilitate", { removedAt: 1 })], [], now)).toBe(false)
  expect(hasFacilitator([grantOf("facilitate", { holder: link.id })], [], now)).toBe(false)
  expect(hasFacilitator([grantOf("edit")], [], now)).toBe(false)
})
