import type { IncomingMessage } from "node:http"
import { expect, test } from "vitest"
import { admit } from "../../../server/wire/admission.ts"
import { MAX_MISSES, VisitorLimits } from "../../../server/wire/visitor-limits.ts"
import { Close } from "../../../shared/protocol/close.ts"
import { SCHEMA_VERSION } from "../../../shared/protocol/version.ts"

const ours = new Set(["https://canvas.example.org"])
const room = "x".repeat(22)

const ask = (url: string, headers: Record<string, string> = {}) =>
  admit({ url, headers } as unknown as IncomingMessage, ours)
const outcome = (url: string, headers?: Record<string, string>) => {
  const admission = ask(url, headers)
  switch (admission.kind) {
    case "admitted":
      return "admitted"
    case "refused":
      return admission.status
    case "dismissed":
      return admission.code
  }
}

test.each([
  ["our own page", { origin: "https://canvas.example.org" }, "admitted"],
  ["our own page with its cookie", { origin: "https://canvas.example.org", cookie: "a=b" }, "admitted"],
  ["a program", {}, "admitted"],
  ["a foreign page", { origin: "https://evil.example" }, 403],
  ["a foreign page with our cookie", { origin: "https://evil.example", cookie: "a=b" }, 403],
  ["a page that hides its origin", { origin: "null" }, 403],
  ["a cookie without an origin", { cookie: "a=b" }, 403],
  ["our host without https", { origin: "http://canvas.example.org" }, 403],
  ["a longer host", { origin: "https://canvas.example.org.evil.example" }, 403],
  ["an empty origin", { origin: "" }, 403],
])("[WR7] %s is let in or refused before the upgrade", (_who, headers, expected) => {
  expect(outcome(`/sync/${room}/content`, headers as Record<string, string>)).toBe(expected)
})

test.each([
  ["a malformed room", "/sync/short/content"],
  ["an unknown document", `/sync/${room}/secrets`],
  ["no document", `/sync/${room}`],
  ["something behind the document", `/sync/${room}/content/more`],
  ["an escaped slash", `/sync/${room}%2Fcontent`],
  ["dots", `/sync/${"..".repeat(11)}/content`],
  ["nothing", "/sync/"],
])("[WR6] %s is answered like a room that does not exist", (_what, url) => {
  expect(outcome(url)).toBe(Close.gone)
})

test("[WR6] an upgrade of anything else is refused", () => {
  expect([outcome("/"), outcome("/api/rooms"), outcome("http://[bad")]).toEqual([404, 404, 404])
})

test.each([
  ["none, as stock clients", "", "admitted"],
  ["ours", `?schema=${SCHEMA_VERSION}`, "admitted"],
  ["a newer one", `?schema=${SCHEMA_VERSION + 1}`, "admitted"],
  ["an older one", `?schema=${SCHEMA_VERSION - 1}`, Close.outdated],
  ["an empty one", "?schema=", Close.outdated],
  ["a word", "?schema=new", Close.outdated],
])("[WR8] with a schema that is %s", (_which, query, expected) => {
  expect(outcome(`/sync/${room}/content${query}`)).toBe(expected)
})

test("[WR17] an address is refused when it holds too many sockets, and let in again when one is closed", () => {
  const limits = new VisitorLimits(100, () => 0)

  for (let count = 0; count < 100; count++) limits.enter("10.0.0.1")
  const full = limits.mayEnter("10.0.0.1")
  const other = limits.mayEnter("10.0.0.2")
  limits.leave("10.0.0.1")

  expect([full, other, limits.mayEnter("10.0.0.1")]).toEqual([false, true, true])
})

test("[WR17] an address that asks for too many rooms that do not exist is refused for a minute", () => {
  let nowMs = 0
  const limits = new VisitorLimits(100, () => nowMs)

  for (let count = 0; count < MAX_MISSES; count++) limits.miss("10.0.0.1")
  const refused = limits.mayEnter("10.0.0.1")
  nowMs = 61_000
  const later = limits.mayEnter("10.0.0.1")

  expect([refused, later]).toEqual([false, true])
})
