// The recovery secret of a room that was made here, on its way from the answer to the page that offers it. It stands in
// this step of the browser's history alone, so that it outlives a reload and nothing else.
import { isLinkSecret, type LinkSecret } from "../../shared/ids.ts"

/** What the page of a room that was made here finds in `history.state`. */
export interface MadeHere {
  recovery: LinkSecret
}

export function recoveryHere(): LinkSecret | undefined {
  const { recovery } = (history.state ?? {}) as { recovery?: unknown }
  return isLinkSecret(recovery) ? recovery : undefined
}

export const forgetRecovery = (): void => history.replaceState(null, "")
