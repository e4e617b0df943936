// Which addresses a webhook may lead to: those of the internet. A facilitator of a room is nobody whom the operator
// knows, and must not make the server knock at doors of the network it stands in.
import { BlockList, isIP } from "node:net"

/** https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-: everything that is not globally reachable. */
const notPublic4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
]
const public6 = "2000::/3"
/** Parts of it that carry an IPv4 address, are for examples or for one's own network. */
const notPublic6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]

/** True for an address, as the resolver gives it, that is reachable on the internet and no part of a network of one's own. */
export type IsPublic = (address: string) => boolean

export function publicAddresses(): IsPublic {
  const refused = listOf(notPublic4, "ipv4")
  const allowed6 = listOf([public6], "ipv6")
  const refused6 = listOf(notPublic6, "ipv6")
  return address => {
    const family = isIP(address)
    if (family === 4) return !refused.check(address, "ipv4")
    return family === 6 && allowed6.check(address, "ipv6") && !refused6.check(address, "ipv6")
  }
}

function listOf(networks: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = "", prefix] = network.split("/")
    list.addSubnet(address, Number(prefix), family)
  }
  return list
}

export type CheckedUrl = { ok: true; url: string } | { ok: false; fault: string }

/** Checks what can be told from an address as it is written; where its name leads is checked at every connection. */
export function checkWebhookUrl(text: string, isPublic: IsPublic): CheckedUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    return { ok: false, fault: "a webhook is an http or https address" }
  if (url.username || url.password)
    return { ok: false, fault: "a name or password does not belong in the address" }
  const host = hostOf(url)
  if (isIP(host) !== 0 && !isPublic(host)) return { ok: false, fault: PRIVATE }
  return { ok: true, url: url.href }
}

export const PRIVATE = "the address is inside a private network"

/** The host without the brackets that an IPv6 address has in a URL. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "")
