// Whose request it is, as far as the network tells: the key for what one address may do, here and on sockets.
import type { IncomingMessage } from "node:http"

/**
 * The address a request came from. One person has a whole /64 of IPv6 addresses, so those count as one.
 *
 * @param isBehindProxy true where our own proxy appends to X-Forwarded-For. Only its last entry is then taken: those
 *   before it are whatever the client claims.
 */
export function addressOf(request: IncomingMessage, isBehindProxy: boolean): string {
  const forwarded = isBehindProxy ? String(request.headers["x-forwarded-for"] ?? "") : ""
  const address = forwarded.split(",").at(-1)?.trim() || request.socket.remoteAddress || ""
  if (address.startsWith("::ffff:") || !address.includes(":")) return address
  return network64(address)
}

function network64(address: string): string {
  const [head = "", tail] = address.split("::")
  const groups = head.split(":")
  // "2001:db8::1" has its zeros in the middle; enough of them are put back to reach the fourth group.
  const shown = tail === undefined ? groups : [...groups, ...Array.from({ length: 4 }, () => "0")]
  return `${shown.slice(0, 4).join(":")}::/64`
}
