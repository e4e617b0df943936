// Wires the program to this browser: the only place that touches its globals to make things, and the only one that
// does something on being loaded.
import "./styles/styles.css"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { assert } from "../shared/assert.ts"
import { enterRoomAhead, getRoomAhead, getSnapshot } from "./api.ts"
import { App } from "./app.tsx"
import type { Device } from "./hooks/device-context.tsx"
import { type Door, guest } from "./hooks/use-opening.ts"
import { fetchFaces } from "./styles/fetch-faces.ts"
import { addressBarOf, isEmbedded, whenSeen } from "./sync/enter.ts"
import { readMe } from "./sync/me.ts"
import { keepProgram } from "./sync/service-worker.ts"
import { openShelf } from "./sync/shelf.ts"

const device: Device = {
  syncUrl: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/sync`,
  page: document,
  shelf: openShelf(window),
  indexedDb: globalThis.indexedDB,
  WebSocket,
  random: Math.random(),
  nowMs: Date.now,
  fetchSnapshot: getSnapshot,
}

fetchFaces(document.fonts)
const isFramed = isEmbedded(location.search)
const address = addressBarOf(window)
const secret = address.secret()
const { name, color } = readMe(device.shelf) ?? guest(device.random)
const isSeen = document.visibilityState === "visible"
// In a frame it stands for no person: the room is read by it.
const by = secret && !isFramed && isSeen ? { secret, name, color } : undefined
const enter = enterRoomAhead(location.pathname, by)
const door: Door = {
  // A page that brings a secret has nothing to ask before that is exchanged.
  find: getRoomAhead(secret ? undefined : location.pathname),
  enter: async (...asked) => {
    await whenSeen(document)
    return enter(...asked)
  },
  address,
}
const place = document.getElementById("app")
assert(place, "index.html has the element the program is drawn into")
createRoot(place).render(
  <StrictMode>
    <App
      device={device}
      door={door}
      isFramed={isFramed}
      token={secret}
      watchVersion={isFramed ? () => {} : watchVersion}
    />
  </StrictMode>,
)

/** The worker fetches the whole program, a megabyte: on a slow line the room comes first. */
const WORKER_AFTER_MS = 3_000

/** Development serves modules as they are; a worker there would only keep old ones. */
function watchVersion(onWaiting: (start: () => void) => void): void {
  if (!import.meta.env.PROD) return
  const keep = () => keepProgram(navigator.serviceWorker, onWaiting, () => location.reload())
  setTimeout(keep, WORKER_AFTER_MS)
}
