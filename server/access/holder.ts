// Whose rights a request for a socket has. A program names its token in the Authorization header, a page in a frame of
// another site among the subprotocols, since it has no cookie and can set no header; everybody else is their cookie's guest.
import type { IncomingMessage } from "node:http"
import { bearerAmong } from "../../shared/api.ts"
import type { Holder } from "../storage/access-store.ts"
import type { Access } from "./access.ts"
import type { Guests } from "./guests.ts"

export async function holderOf(
  { headers }: Pick<IncomingMessage, "headers">,
  access: Pick<Access, "holderOf">,
  guests: Pick<Guests, "guestOf">,
): Promise<Holder | undefined> {
  const protocols = (headers["sec-websocket-protocol"] ?? "").split(",").map(each => each.trim())
  const token = bearerAmong(protocols)
  const authorization = token === undefined ? headers.authorization : `Bearer ${token}`
  // A token that names nobody does not fall back on a cookie: the program would wonder whose rights it has.
  return authorization === undefined ? guests.guestOf(headers.cookie) : access.holderOf(authorization)
}
