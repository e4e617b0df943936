// Who somebody is: nobody signs in, a cookie holds an id that the server made and signed. It says "the same device as
// before" and nothing else. Scripts cannot read it and other sites cannot send it along with their requests.
import { createHmac, timingSafeEqual } from "node:crypto"
import { type GuestId, isGuestId } from "../../shared/ids.ts"

const COOKIE = "ninefold-guest"
/** The longest a browser keeps a cookie. */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60

export interface Guests {
  /** @returns whom the Cookie header names, or undefined where it names nobody or the signature is not ours. */
  guestOf(cookieHeader: string | undefined): GuestId | undefined
  /**
   * The Set-Cookie header that makes a browser this guest.
   *
   * @param isSecure true where people reach the server over https; the cookie then never travels in the clear.
   */
  cookieFor(guest: GuestId, isSecure: boolean): string
}

/** @param secret 32 bytes that stay the same: with others, everybody becomes somebody new. */
export function createGuests(secret: Uint8Array): Guests {
  const sign = (guest: string): Buffer => createHmac("sha256", secret).update(guest).digest()

  return {
    guestOf(cookieHeader) {
      const [guest, signature = ""] = (cookieValue(cookieHeader) ?? "").split(".")
      if (!isGuestId(guest)) return undefined
      const given = Buffer.from(signature, "base64url")
      const ours = sign(guest)
      return given.length === ours.length && timingSafeEqual(given, ours) ? guest : undefined
    },
    cookieFor(guest, isSecure) {
      const value = `${guest}.${sign(guest).toString("base64url")}`
      const secure = isSecure ? "; Secure" : ""
      return `${COOKIE}=${value}; Path=/; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; SameSite=Lax${secure}`
    },
  }
}

function cookieValue(header = ""): string | undefined {
  const named = header.split(";").find(pair => pair.trim().startsWith(`${COOKIE}=`))
  return named?.trim().slice(COOKIE.length + 1)
}
