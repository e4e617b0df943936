// What time it is at the server, by whose clock everything that people share is dated: comments, versions, the ends of
// links. A device's own clock may be hours off and is asked for lengths of time only; how far the two are apart is heard
// from the date in the head of every answer.

/** How far the server's clock is ahead of this device's. One for the page, as its server is. */
let aheadMs = 0

/**
 * @param date the head's, in whole seconds; a malformed or absent one changes nothing.
 * @param nowMs when the answer arrived by this device's clock, ms since 1970.
 */
export function hearServerDate(date: string | null, nowMs: number): void {
  const saidMs = Date.parse(date ?? "")
  if (Number.isFinite(saidMs)) aheadMs = saidMs - nowMs
}

/**
 * @param nowMs by this device's clock.
 * @returns the same moment by the server's; both in ms since 1970. Its own until the server has answered once.
 */
export const serverTimeMs = (nowMs: number): number => nowMs + aheadMs
