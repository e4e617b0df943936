// What opens a room: a link's secret or a program's token. Known to those who were given it; the server keeps a hash, by
// which it finds the link when the secret comes back.
import { createHash, createHmac } from "node:crypto"
import { isLinkSecret, type LinkSecret } from "../../shared/ids.ts"

/** A secret has 256 random bits, so a fast hash hides it as well as a slow one. */
export const hashSecret = (secret: LinkSecret): Uint8Array =>
  new Uint8Array(createHash("sha256").update(secret).digest())

/** @param bytes 32 random ones. */
export const secretOf = (bytes: Uint8Array): LinkSecret =>
  Buffer.from(bytes).toString("base64url") as LinkSecret

/** The example's secret, which the server can say at every start while its store has only the hash. */
export const exampleSecret = (serverSecret: Uint8Array): LinkSecret =>
  secretOf(createHmac("sha256", serverSecret).update("example-link").digest())

/** @returns the token in an `Authorization: Bearer …` header. */
export function bearerIn(authorization: string | undefined): LinkSecret | undefined {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1]
  return isLinkSecret(token) ? token : undefined
}
