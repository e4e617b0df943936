// Files are read in a thread of their own, one at a time, in so much time and no more. Rules IN5, IN6.
import { afterEach, expect, test } from "vitest"
import { Imports } from "../../../server/formats/imports.ts"
import { HandTimers } from "../../world/hand-timers.ts"

const page = { bytes: new TextEncoder().encode("Key Partners\n- Labs"), name: "page.txt" }

let timers = new HandTimers()
let imports = new Imports({ timers, now: () => 0 })
afterEach(async () => {
  await imports.close()
  timers = new HandTimers()
  imports = new Imports({ timers, now: () => 0 })
})

test("[IN6] files are read in their turn, one that cannot be among them", async () => {
  const read = await Promise.all([
    imports.preview(page),
    imports.preview({ bytes: new Uint8Array(), name: "" }),
    imports.preview(page),
  ])

  expect(read.map(({ ok }) => ok)).toEqual([true, false, true])
})

test("[IN5] a file that takes for ever is given up, and the next is read", async () => {
  const endless = imports.preview(page)
  const next = imports.preview(page)
  timers.pass(10_000)

  expect(await endless).toEqual({ ok: false, failed: "it took too long" })
  expect((await next).ok).toBe(true)
})

test("[IN5] so many files wait, and one more is told to come back", async () => {
  const waiting = Array.from({ length: 12 }, () => imports.preview(page))

  const oneMore = await imports.preview(page)

  expect(oneMore).toEqual({ ok: false, busy: true })
  expect((await Promise.all(waiting)).every(({ ok }) => ok)).toBe(true)
})

test("[IN6] a file nobody waits for is given up, and one that waits at the end of the server too", async () => {
  const leaving = new AbortController()
  const left = imports.preview(page, leaving.signal)
  const next = imports.preview(page)
  leaving.abort()
  const nextRead = await next
  const last = imports.preview(page)
  await imports.close()

  expect(await left).toEqual({ ok: false, busy: true })
  expect(nextRead.ok).toBe(true)
  expect(await last).toEqual({ ok: false, busy: true })
})
