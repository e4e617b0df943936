// The built client as browsers get it. Rule HT4.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { gunzipSync } from "node:zlib"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestApp, testApp } from "./test-app.ts"

const folder = mkdtempSync(path.join(tmpdir(), "ninefold-client-"))
const page = "<!doctype html><title>Ninefold</title>"
let app: TestApp

beforeAll(() => {
  mkdirSync(path.join(folder, "client", "assets"), { recursive: true })
  writeFileSync(path.join(folder, "secret.txt"), "not the client's")
  writeFileSync(path.join(folder, "client", "index.html"), page)
  writeFileSync(path.join(folder, "client", "sw.js"), "self")
  writeFileSync(path.join(folder, "client", "assets", "main-abc123.js"), "x".repeat(5_000))
  writeFileSync(path.join(folder, "client", "assets", "serif-def456.woff2"), "font")
  app = testApp({ clientFolder: path.join(folder, "client") })
})
afterAll(() => rmSync(folder, { recursive: true }))

const caching = async (at: string) => (await app.request(at)).headers.get("cache-control")

test("[HT4] hashed files are kept for good, everything else is asked for again", async () => {
  const cachings = await Promise.all(
    ["/assets/main-abc123.js", "/", "/index.html", "/sw.js", "/r/room"].map(caching),
  )

  expect(cachings).toEqual([
    "public, max-age=31536000, immutable",
    "no-cache",
    "no-cache",
    "no-cache",
    "no-cache",
  ])
})

test("[HT4] asked again, a file that has not changed is not sent again", async () => {
  const first = await app.request("/")

  const again = await app.request("/", { headers: { "if-none-match": first.headers.get("etag") ?? "" } })

  expect([again.status, await again.text()]).toEqual([304, ""])
})

test("[HT4] every page is the client's page, and a file that is not there is no page", async () => {
  const pages = await Promise.all(["/", "/r/whatever", "/some/page"].map(at => app.request(at)))
  const absent = await Promise.all(
    ["/assets/old-000.js", "/favicon.ico", "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt"].map(
      at => app.request(at),
    ),
  )

  expect(await Promise.all(pages.map(response => response.text()))).toEqual([page, page, page])
  expect(absent.map(response => response.status)).toEqual([404, 404, 404, 404, 404])
  expect(pages[0]?.headers.get("content-type")).toBe("text/html; charset=utf-8")
})

test("[HT4] text is sent compressed to whoever can read it; fonts are as they are", async () => {
  const ask = (at: string) => app.request(at, { headers: { "accept-encoding": "br, gzip" } })

  const script = await ask("/assets/main-abc123.js")
  const font = await ask("/assets/serif-def456.woff2")
  const plain = await app.request("/assets/main-abc123.js")

  expect(script.headers.get("content-encoding")).toBe("gzip")
  expect(gunzipSync(await script.arrayBuffer()).toString()).toBe("x".repeat(5_000))
  expect([font.headers.get("content-encoding"), await font.text()]).toEqual([null, "font"])
  expect(await plain.text()).toBe("x".repeat(5_000))
})

test("[HT4] every answer forbids script from anywhere but our own files, and framing", async () => {
  const answers = await Promise.all(
    ["/", "/assets/main-abc123.js", "/api/templates", "/api/none", "/health"].map(at => app.request(at)),
  )

  for (const { headers } of answers) {
    const policy = headers.get("content-security-policy") ?? ""
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("connect-src 'self' wss://canvas.example.org;")
    expect(headers.get("referrer-policy")).toBe("no-referrer")
    expect(headers.get("x-content-type-options")).toBe("nosniff")
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin")
  }
})

test("[SH8] a room without its bars may stand in a frame, and nothing else", async () => {
  const policyOf = async (at: string) => {
    const { headers } = await app.request(at)
    const ancestors = /frame-ancestors ([^;]+)/.exec(headers.get("content-security-policy") ?? "")?.[1]
    return [ancestors, headers.get("x-frame-options")]
  }

  expect(await policyOf("/r/room?embed")).toEqual(["*", null])
  for (const at of ["/", "/?embed", "/r/room", "/r/room?other", "/api/example?embed"])
    expect(await policyOf(at)).toEqual(["'none'", "DENY"])
})
