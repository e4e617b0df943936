// Puts work off until the page has come to rest.

/** Safari has no idle callback; by then a page of ours has long been drawn. */
const OTHERWISE_MS = 400
const LATEST_MS = 1500

/** Runs `work` once. Returns the way to call it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback !== "function") {
    const timer = setTimeout(work, OTHERWISE_MS)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(work, { timeout: LATEST_MS })
  return () => cancelIdleCallback(handle)
}
