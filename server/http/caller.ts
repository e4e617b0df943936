// Who is calling: found out once, before any route of the API, and carried along with the request.
import type { IncomingMessage } from "node:http"
import type { HttpBindings } from "@hono/node-server"
import type { MiddlewareHandler } from "hono"
import type { GuestId } from "../../shared/ids.ts"
import type { Access } from "../access/access.ts"
import type { Guests } from "../access/guests.ts"
import type { Holder } from "../storage/access-store.ts"
import { problemResponse } from "./problems.ts"

/** What routes know of the request beyond itself. */
export interface Caller {
  Bindings: HttpBindings
  Variables: {
    address: string
    /** Of the cookie; a new one where there is none. */
    guest: GuestId
    /** Who holds what the request may do: the program whose token it carries, else the guest. */
    holder: Holder | undefined
  }
}

export interface CallerOptions {
  guests: Guests
  access: Pick<Access, "holderOf">
  newGuestId: () => GuestId
  /** True where people reach the server over https. */
  isSecure: boolean
  /** Where a request comes from, for limits. */
  addressIn: (request: IncomingMessage) => string
  /** Takes one of the requests an address may send; false where it has none left. */
  mayCall: (address: string) => boolean
}

/** Whoever comes without a cookie of ours gets one with the answer, unless they are a program with a token. */
export function identify(options: CallerOptions): MiddlewareHandler<Caller> {
  const { guests, access, newGuestId, isSecure, addressIn, mayCall } = options
  return async (context, next) => {
    const address = addressIn(context.env.incoming)
    if (!mayCall(address)) return problemResponse("tooMany")
    const authorization = context.req.header("authorization")
    const known = guests.guestOf(context.req.header("cookie"))
    const guest = known ?? newGuestId()
    context.set("address", address)
    context.set("guest", guest)
    // A token that names nobody does not fall back on a cookie: the program would wonder whose rights it has.
    context.set("holder", authorization === undefined ? guest : await access.holderOf(authorization))
    await next()
    if (!known && authorization === undefined) context.header("set-cookie", guests.cookieFor(guest, isSecure))
    if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-store")
  }
}
