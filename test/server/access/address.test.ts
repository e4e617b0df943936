import type { IncomingMessage } from "node:http"
import { expect, test } from "vitest"
import { addressOf } from "../../../server/access/address.ts"

const request = (remoteAddress: string | undefined, forwarded?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage

test("[HT6] an address is who asks; of IPv6 the network that one household has", () => {
  const addresses = ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8:1:2:3:4:5:6", "2001:db8::1", "::1", undefined]

  expect(addresses.map(address => addressOf(request(address), false))).toEqual([
    "192.0.2.1",
    "::ffff:192.0.2.1",
    "2001:db8:1:2::/64",
    "2001:db8:0:0::/64",
    ":0:0:0::/64",
    "",
  ])
})

test("[HT6] what a client claims of its address counts only as far as our own proxy wrote it", () => {
  const spoofed = request("10.0.0.1", "203.0.113.9, 198.51.100.7")

  expect(addressOf(spoofed, false)).toBe("10.0.0.1")
  expect(addressOf(spoofed, true)).toBe("198.51.100.7")
  expect(addressOf(request("10.0.0.1"), true)).toBe("10.0.0.1")
})
