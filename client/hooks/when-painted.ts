// Puts off what would stand between a drawing and the screen: fetching and running a script, asking the server.

/** A page that nobody sees is not painted, and a slow one is not waited for longer than this. */
const LATEST_MS = 1_000

/** Resolves once what is drawn in this moment is on the screen. */
export const whenPainted = (): Promise<void> =>
  new Promise(resolve => {
    // The frame comes before its painting; a task of its own comes behind it.
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, LATEST_MS)
  })
