// Wires the program to this browser: with ahead.ts, which has run before, the only place that touches its globals to make
// things and does something on being loaded.
import "./styles/styles.css"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { assert } from "../shared/assert.ts"
import { door, fetchSnapshot, isFramed, random, secret, shelf } from "./ahead.ts"
import { roomAt } from "./api.ts"
import { App } from "./app.tsx"
import type { Device } from "./hooks/device-context.tsx"
import { beginOpening, type Door } from "./hooks/use-opening.ts"
import { fetchFaces } from "./styles/fetch-faces.ts"
import { guest, readMe } from "./sync/me.ts"
import { keepProgram } from "./sync/service-worker.ts"

const device: Device = {
  syncUrl: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/sync`,
  page: document,
  shelf,
  indexedDb: globalThis.indexedDB,
  WebSocket,
  random,
  nowMs: Date.now,
  fetchSnapshot,
}

const wait = (durationMs: number): Promise<void> => new Promise(resolve => setTimeout(resolve, durationMs))

/** A server that is slower than this is waited for with something to look at. */
const DRAWN_AFTER_MS = 200

fetchFaces(document.fonts)
// The page is drawn for the first time while the socket of its room is on its way.
const room = isFramed ? undefined : roomAt(location.pathname)
let begun = room && beginOpening(room, readMe(shelf) ?? guest(random), device, door)
const underWay = begun?.underWay
const pageDoor: Door = {
  ...door,
  takeBegun(id) {
    const taken = id === room ? begun : undefined
    if (taken) begun = undefined
    return taken
  },
}
const place = document.getElementById("app")
assert(place, "index.html has the element the program is drawn into")
const root = createRoot(place)
const draw = () =>
  root.render(
    <StrictMode>
      <App
        device={device}
        door={pageDoor}
        isFramed={isFramed}
        token={secret}
        watchVersion={isFramed ? () => {} : watchVersion}
      />
    </StrictMode>,
  )
if (underWay) void Promise.race([underWay, wait(DRAWN_AFTER_MS)]).then(draw)
else draw()

/** The worker fetches the whole program, a megabyte: on a slow line the room comes first. */
const WORKER_AFTER_MS = 3_000

/** Development serves modules as they are; a worker there would only keep old ones. */
function watchVersion(onWaiting: (start: () => void) => void): void {
  if (!import.meta.env.PROD) return
  const keep = () => keepProgram(navigator.serviceWorker, onWaiting, () => location.reload())
  setTimeout(keep, WORKER_AFTER_MS)
}
