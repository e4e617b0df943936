import { expect, test } from "vitest"
import { apiPaths } from "../../../shared/api.ts"
import { testApp } from "./test-app.ts"

test("[HT7] whoever has no cookie of ours gets one with the first answer, and keeps it", async () => {
  const app = testApp()

  const first = await app.request(apiPaths.templates)
  const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? ""
  const second = await app.request(apiPaths.templates, { headers: { cookie } })
  const forged = await app.request(apiPaths.templates, { headers: { cookie: `${cookie}x` } })

  expect(app.guests.guestOf(cookie)).toHaveLength(22)
  expect(first.headers.get("set-cookie")).toContain("; Secure")
  expect(second.headers.get("set-cookie")).toBeNull()
  expect(forged.headers.get("set-cookie")).toMatch(/^ninefold-guest=/)
})

test("[HT7] answers about people and rooms are kept by no cache, and health makes nobody a guest", async () => {
  const app = testApp()

  const [listed, health] = [await app.request(apiPaths.templates), await app.request(apiPaths.health)]

  expect([listed, health].map(response => response.headers.get("cache-control"))).toEqual([
    "no-store",
    "no-store",
  ])
  expect(health.headers.get("set-cookie")).toBeNull()
})
