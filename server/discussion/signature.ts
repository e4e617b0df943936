// How a webhook's receiver knows that a request is from here and has not been kept to be sent again: the time and the
// body, signed with the secret that only both sides have.
import { createHmac } from "node:crypto"

/** @returns the header's value, `t=<seconds since 1970>,v1=<hex HMAC-SHA256 of "<seconds>.<body>">`. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  const signed = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")
  return `t=${seconds},v1=${signed}`
}
