// What watchers of a room hear, on a real store in memory and time that passes on request.
import { beforeEach, expect, test } from "vitest"
import { Access } from "../../../server/access/access.ts"
import type { Standing } from "../../../server/access/grants.ts"
import { hashPassword, isPassword } from "../../../server/access/passwords.ts"
import { bearerIn, exampleSecret, hashSecret, secretOf } from "../../../server/access/secrets.ts"
import type { GrantRecord, LinkRecord } from "../../../server/storage/access-store.ts"
import { createMemoryStore } from "../../../server/storage/memory.ts"
import { type Store, StoreUnavailable } from "../../../server/storage/store.ts"
import { bearerAmong, bearerProtocols } from "../../../shared/api.ts"
import { type GuestId, isLinkSecret, type LinkId, type PersonId } from "../../../shared/ids.ts"
import { roomRecord } from "../../contracts/records.ts"
import { HandTimers } from "../../world/hand-timers.ts"
import { settle } from "../../world/rooms-world.ts"

const room = roomRecord("a")
const ana = "ana".padEnd(22, "_") as GuestId

const link: LinkRecord = {
  id: "link-1------" as LinkId,
  room: room.id,
  kind: "link",
  role: "edit",
  label: "",
  secretHash: hashSecret(secretOf(new Uint8Array(32))),
  createdAt: 0,
  issuedAt: 0,
  expiresAt: 10_000,
  seesComments: true,
}

const grant: GrantRecord = {
  room: room.id,
  holder: ana,
  person: "person-1----" as PersonId,
  role: "edit",
  link: link.id,
  name: "Ana",
  color: "#b4432e",
  grantedAt: 0,
  seenAt: 0,
}

let store: Store
let isAway: boolean
let timers: HandTimers
let errors: string[]
let access: Access

beforeEach(async () => {
  isAway = false
  errors = []
  timers = new HandTimers()
  const memory = createMemoryStore()
  store = {
    ...memory,
    access: (...given) =>
      isAway ? Promise.reject(new StoreUnavailable("The disk is away.")) : memory.access(...given),
  }
  access = new Access({ store, timers, now: timers.now, onError: message => errors.push(message) })
  await store.createRoom(room, {})
  await store.saveLink(link)
  await store.enter(link, grant)
})

/** What a watcher heard, in one word each. */
function watch(holder: GuestId | undefined): { heard: string[]; leave: () => void } {
  const heard: string[] = []
  const say = (standing: Standing) => {
    if (standing.kind === "granted") heard.push(standing.access.role)
    else heard.push(standing.kind === "ended" ? standing.why : standing.kind)
  }
  return { heard, leave: access.watch(room.id, holder, say) }
}

test("[LR5] a watcher hears what is held at once, and every change until it leaves", async () => {
  const { heard, leave } = watch(ana)
  await settle()

  await store.saveLink({ ...link, role: "view" })
  await access.changed(room.id)
  await store.saveLink({ ...link, role: "view", revokedAt: 5 })
  await access.changed(room.id)
  leave()
  await access.changed(room.id)

  expect(heard).toEqual(["edit", "view", "revoked"])
})

test("[LR5] a change to one person is told to that person's sockets, all of them, and to nobody else", async () => {
  const [one, two, other] = [watch(ana), watch(ana), watch("ben".padEnd(22, "_") as GuestId)]
  await settle()

  await store.saveGrant({ ...grant, removedAt: 5 })
  await access.changed(room.id, ana)

  expect([one.heard, two.heard, other.heard]).toEqual([["edit", "removed"], ["edit", "removed"], ["none"]])
})

test("[LR5] a link that expires ends what it granted within a second, without anybody asking", async () => {
  const { heard } = watch(ana)
  await settle()

  timers.pass(9_900)
  await settle()
  const before = [...heard]
  timers.pass(1_000)
  await settle()

  expect([before, heard]).toEqual([["edit"], ["edit", "expired"]])
})

test("[LR5] what was taken while the store was away is taken when it is back", async () => {
  const { heard } = watch(ana)
  await settle()
  await store.saveGrant({ ...grant, removedAt: 5 })

  isAway = true
  await access.changed(room.id)
  isAway = false
  timers.pass(1_000)
  await settle()

  expect(heard).toEqual(["edit", "removed"])
  expect(errors).toEqual(["It could not be found out what somebody may do"])
})

test("[LR9] who has neither cookie nor token is looked up all the same, and holds nothing", async () => {
  const { heard } = watch(undefined)
  await settle()

  expect(heard).toEqual(["none"])
  expect(await access.standing(room.id, undefined)).toEqual({ kind: "none" })
})

test("[LR10] who is here is noted with the time", async () => {
  const { leave } = watch(ana)
  await settle()
  const whileHere = access.isHere(room.id, ana)
  timers.pass(7_000)
  leave()
  timers.pass(5_000)
  await settle()

  expect([whileHere, access.isHere(room.id, ana)]).toEqual([true, false])
  expect((await store.grants(room.id))[0]?.seenAt).toBe(7_000)
})

test("[LR7] a token names its program, by header or among the subprotocols; a link's secret names nobody", async () => {
  const secret = secretOf(new Uint8Array(32).fill(7))
  await store.saveLink({
    ...link,
    id: "token-1-----" as LinkId,
    kind: "token",
    secretHash: hashSecret(secret),
  })
  const ofLink = secretOf(new Uint8Array(32))

  expect(await access.holderOf(`Bearer ${secret}`)).toBe("token-1-----")
  expect(await access.holderOf(`Bearer ${ofLink}`)).toBeUndefined()
  expect(await access.holderOf("Bearer x")).toBeUndefined()
  expect(await access.holderOf(`Basic ${secret}`)).toBeUndefined()
  expect(await access.holderOf(undefined)).toBeUndefined()
  expect(bearerAmong(bearerProtocols(secret))).toBe(secret)
  expect(bearerAmong(["ninefold"])).toBeUndefined()
})

test("[LR1] a secret has 256 bits, and the example's is the server's own", () => {
  const secret = secretOf(new Uint8Array(32).fill(3))

  expect(isLinkSecret(secret)).toBe(true)
  expect(bearerIn(`Bearer ${secret}`)).toBe(secret)
  expect(hashSecret(secret).length).toBe(32)
  expect(exampleSecret(new Uint8Array(32).fill(1))).not.toBe(exampleSecret(new Uint8Array(32).fill(2)))
})

test("[LR3] a password is known by its key, whichever way its letters are composed", async () => {
  const kept = await hashPassword("Café au lait", new Uint8Array(16).fill(9))

  expect(await isPassword("Cafe\u0301 au lait", kept)).toBe(true)
  expect(await isPassword("cafe au lait", kept)).toBe(false)
  expect(Buffer.from(kept.hash).toString("utf8")).not.toContain("lait")
})
