// Keeps the program itself on this device, so that a room opens without network, and tells when a newer one waits. A
// new version never takes over under people's hands: it waits until they say so.

/** The message to which the generated worker answers by taking over. */
const TAKE_OVER = { type: "SKIP_WAITING" }

/**
 * Registers the worker.
 *
 * @param onWaiting called when a newer version is ready; what it gets starts that version and loads the page again.
 */
export function keepProgram(
  workers: ServiceWorkerContainer | undefined,
  onWaiting: (start: () => void) => void,
  reload: () => void,
): void {
  if (!workers) return
  const offer = (waiting: ServiceWorker) =>
    onWaiting(() => {
      workers.addEventListener("controllerchange", reload, { once: true })
      waiting.postMessage(TAKE_OVER)
    })
  const watch = (registration: ServiceWorkerRegistration) => {
    // With no controller this is the first version ever: there is nothing to be replaced.
    if (registration.waiting && workers.controller) offer(registration.waiting)
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed" && workers.controller) offer(coming)
      })
    })
  }
  // Without the worker (a proxy that hides it, a private window) everything works but opening offline.
  workers.register("/sw.js").then(watch, () => undefined)
}
