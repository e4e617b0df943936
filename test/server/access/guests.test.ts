import { expect, test } from "vitest"
import { createGuests } from "../../../server/access/guests.ts"
import type { GuestId } from "../../../shared/ids.ts"

const guest = "a".repeat(22) as GuestId
const guests = createGuests(new Uint8Array(32).fill(1))
const pairOf = (setCookie: string): string => setCookie.split(";")[0] ?? ""

test("[HT7] the guest a cookie was made for is the guest it names, also among other cookies", () => {
  const pair = pairOf(guests.cookieFor(guest, false))

  expect(guests.guestOf(`theme=dark; ${pair}; other=1`)).toBe(guest)
})

test("[HT7] no script and no other site can use the cookie, and it stays off http where there is https", () => {
  expect(guests.cookieFor(guest, false)).toMatch(/; HttpOnly; SameSite=Lax$/)
  expect(guests.cookieFor(guest, true)).toMatch(/; HttpOnly; SameSite=Lax; Secure$/)
})

test("[HT7] a cookie that is absent, malformed or signed by another names nobody", () => {
  const pair = pairOf(guests.cookieFor(guest, false))
  const ofAnother = pairOf(createGuests(new Uint8Array(32).fill(2)).cookieFor(guest, false))
  const headers = [
    undefined,
    "",
    "theme=dark",
    "ninefold-guest=",
    `ninefold-guest=${guest}`,
    `ninefold-guest=${guest}.`,
    pair.slice(0, -1),
    pair.replace("aaa", "aab"),
    `not-${pair}`,
    ofAnother,
  ]

  expect(headers.map(header => guests.guestOf(header))).toEqual(headers.map(() => undefined))
})
