// The secret of a link in the page's address: `/r/<room>#k=<secret>`. A fragment is sent to no server and stands in no
// log; the client exchanges it for a grant of this browser's cookie (hooks/use-opening.ts) and then takes it out of the
// address, so that an address copied from the bar, or seen on a screen, opens nothing.
import { isLinkSecret, type LinkSecret, type RoomId } from "../../shared/ids.ts"

export interface AddressBar {
  /** The secret in the address now, or undefined. */
  secret(): LinkSecret | undefined
  /** Takes the secret out of the address and out of this step of the history. */
  forget(): void
  /** Runs `listener` when another secret may have come into the address. Returns the way to stop. */
  subscribe(listener: () => void): () => void
}

export const secretIn = (fragment: string): LinkSecret | undefined => {
  const secret = new URLSearchParams(fragment.replace(/^#/, "")).get("k")
  return isLinkSecret(secret) ? secret : undefined
}

/** Where a room stands without its bars, for a frame in another page. The secret is a token's, and stays in the address. */
export const embedPath = (room: RoomId, token: LinkSecret): string => `/r/${room}?embed#k=${token}`

/** @param search of the page's address. */
export const isEmbedded = (search: string): boolean => new URLSearchParams(search).has("embed")

/** @param browser the window, or as much of it as a test gives. */
export function addressBarOf(
  browser: Pick<Window, "location" | "history" | "addEventListener" | "removeEventListener">,
): AddressBar {
  const { location, history } = browser
  return {
    secret: () => secretIn(location.hash),
    forget() {
      if (secretIn(location.hash) === undefined) return
      // The state is the router's; what a page has put there stays.
      history.replaceState(history.state, "", location.pathname + location.search)
    },
    subscribe(listener) {
      // Following a link to the page one is on changes the fragment and nothing else.
      browser.addEventListener("hashchange", listener)
      return () => browser.removeEventListener("hashchange", listener)
    },
  }
}

/**
 * Resolves once somebody looks at the page. Programs that show a preview of an address, and browsers that draw a page
 * ahead, run its scripts where nobody sees it: that must not use a link up.
 */
export async function whenSeen(
  page: Pick<Document, "visibilityState" | "addEventListener" | "removeEventListener">,
): Promise<void> {
  if (page.visibilityState === "visible") return
  await new Promise<void>(resolve => {
    const look = () => {
      if (page.visibilityState !== "visible") return
      page.removeEventListener("visibilitychange", look)
      resolve()
    }
    page.addEventListener("visibilitychange", look)
  })
}
