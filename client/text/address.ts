// From what a person writes as an address to one a link may have.
import { safeHref } from "../../shared/model/href.ts"

/** @returns a complete address, or undefined where none can be made out or its kind is not allowed. */
export function addressOf(written: string): string | undefined {
  const address = written.trim()
  // A colon before any dot or slash is a scheme, and a scheme is taken at its word.
  if (/^[a-z][a-z0-9+-]*:/i.test(address) && !/^[^/]*:\d+(\/|$)/.test(address)) return safeHref(address)
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return safeHref(`mailto:${address}`)
  return /^[^\s/]+\.[^\s/]+/.test(address) ? safeHref(`https://${address}`) : undefined
}
