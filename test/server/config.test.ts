import { expect, test } from "vitest"
import { originsOf, parseConfig } from "../../server/config.ts"

test("[HT3] without any setting the server is for this machine alone", () => {
  const parsed = parseConfig({})

  expect(parsed).toEqual({
    ok: true,
    config: {
      port: 4000,
      host: "127.0.0.1",
      dataFolder: "data",
      origins: [],
      logLevel: "warn",
      isBehindProxy: false,
      mayReachPrivate: false,
    },
  })
})

test("[HT3] every setting is read", () => {
  const parsed = parseConfig({
    PORT: "0",
    NINEFOLD_HOST: "0.0.0.0",
    NINEFOLD_DATA: "/var/lib/ninefold",
    NINEFOLD_ORIGINS: "https://Canvas.example.org/, http://localhost:5173",
    NINEFOLD_LOG: "debug",
    NINEFOLD_PROXY: "1",
    NINEFOLD_PRIVATE_WEBHOOKS: "1",
    HOME: "/root",
  })

  expect(parsed).toEqual({
    ok: true,
    config: {
      port: 0,
      host: "0.0.0.0",
      dataFolder: "/var/lib/ninefold",
      origins: ["https://canvas.example.org", "http://localhost:5173"],
      logLevel: "debug",
      isBehindProxy: true,
      mayReachPrivate: true,
    },
  })
})

test("[HT3] each of several mistakes gets its sentence", () => {
  const parsed = parseConfig({
    PORT: "70000",
    NINEFOLD_ORIGINS: "canvas.example.org,https://example.org/path,https://ok.example.org",
    NINEFOLD_LOG: "loud",
    NINEFOLD_PROXY: "yes",
    NINEFOLD_ORIGIN: "https://example.org",
  })

  expect(parsed.ok ? [] : parsed.faults.map(fault => fault.split(";")[0])).toEqual([
    'PORT is "70000"',
    'NINEFOLD_ORIGINS has "canvas.example.org"',
    'NINEFOLD_ORIGINS has "https://example.org/path"',
    'NINEFOLD_LOG is "loud"',
    'NINEFOLD_PROXY is "yes"',
    "NINEFOLD_ORIGIN is not a setting",
  ])
})

test.each(["-1", "4000x", "1e3", "65536", " 80"])("[HT3] %s is no port", text => {
  expect(parseConfig({ PORT: text }).ok).toBe(false)
})

test("[HT3] the origins are those that were set, or this machine's with the port that is really listened on", () => {
  const parsed = parseConfig({ PORT: "0" })
  const set = parseConfig({ NINEFOLD_ORIGINS: "https://canvas.example.org" })

  expect(parsed.ok && originsOf(parsed.config, 40_123)).toEqual([
    "http://localhost:40123",
    "http://127.0.0.1:40123",
  ])
  expect(set.ok && originsOf(set.config, 4_000)).toEqual(["https://canvas.example.org"])
})
