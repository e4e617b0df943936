// One POST to somebody else's server: never to an address that is not allowed, however its name resolves; following no
// redirect, waiting only so long, and reading nothing of the answer but its status.
import { lookup } from "node:dns"
import { request as requestHttp } from "node:http"
import { request as requestHttps } from "node:https"
import { isIP, type LookupFunction } from "node:net"
import { hostOf, type IsPublic, PRIVATE } from "./reachable.ts"

const TIMEOUT_MS = 10_000

export type Posted =
  | { kind: "answered"; status: number }
  /** A few words for the log of deliveries. */
  | { kind: "unreached"; fault: string }

/** @param isAllowed asked for the very address that is connected to, so that a name cannot lead elsewhere afterwards. */
export function createPost(isAllowed: IsPublic) {
  const allowedOnly: LookupFunction = (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) done(error ?? new Error("the name leads nowhere"), [])
      else if (!addresses.every(({ address }) => isAllowed(address))) done(new Error(PRIVATE), [])
      else if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }

  return (address: string, body: string, headers: Record<string, string>): Promise<Posted> => {
    const url = new URL(address)
    const host = hostOf(url)
    // A literal address is not looked up.
    if (isIP(host) !== 0 && !isAllowed(host)) return Promise.resolve({ kind: "unreached", fault: PRIVATE })
    const request = url.protocol === "https:" ? requestHttps : requestHttp
    return new Promise(resolve => {
      const sent = request(
        url,
        {
          method: "POST",
          headers: { ...headers, "content-length": Buffer.byteLength(body), "user-agent": "Ninefold" },
          lookup: allowedOnly,
          // A connection of its own: none that was allowed for another name is used again.
          agent: false,
          signal: AbortSignal.timeout(TIMEOUT_MS),
        },
        response => {
          resolve({ kind: "answered", status: response.statusCode ?? 0 })
          response.destroy()
        },
      )
      sent.on("error", error => resolve({ kind: "unreached", fault: faultOf(error) }))
      sent.end(body)
    })
  }
}

function faultOf(error: Error): string {
  if (error.name === "AbortError" || error.name === "TimeoutError") return "no answer within 10 seconds"
  const { code } = error as NodeJS.ErrnoException
  return code ?? error.message.slice(0, 100)
}
