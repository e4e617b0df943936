// One open room on this device: its document, its socket, what is kept here, undo and the saved state, from the
// moment the page is opened until it is left. No React in here; client/hooks is the bridge.
import { nanoid } from "nanoid"
import { Awareness } from "y-protocols/awareness"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import type { RoomSummary } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { type Content, contentOf } from "../../shared/model/document.ts"
import { readTemplate } from "../../shared/model/read.ts"
import type { Place } from "../../shared/presence.ts"
import { Close } from "../../shared/protocol/close.ts"
import { SCHEMA_VERSION } from "../../shared/protocol/version.ts"
import { watchComposing } from "./composing.ts"
import { holdWhileComposing } from "./hold.ts"
import type { Me } from "./me.ts"
import { keepOnDevice } from "./offline.ts"
import { openPending } from "./pending.ts"
import { tellPresence } from "./place.ts"
import { trackSaved } from "./saved.ts"
import type { Shelf } from "./shelf.ts"
import { openUndo, type Undo } from "./undo.ts"

/** What the bar says about a person's work, in the order in which it matters. */
export type Saved =
  | { state: "loading" }
  | { state: "saved" }
  | { state: "saving"; changes: number }
  | { state: "offline"; changes: number }
  /** The server is there but cannot write. */
  | { state: "not-saved"; changes: number }
  | { state: "read-only"; reason: string }
  | { state: "outdated" }
  /** The server ended it for good with a code of shared/protocol/close.ts; see endings.ts for the words. */
  | { state: "ended"; code: number }

/** Its functions need no `this`: they are handed to React as they are. */
export interface OpenRoom {
  id: RoomId
  doc: Y.Doc
  content: Content
  awareness: Awareness
  readonly me: Me
  undo: Undo
  /** True once the document has arrived, from this device or from the server; then `onReady` listeners have run. */
  isReady(): boolean
  mayEdit(): boolean
  saved(): Saved
  /** Runs `listener` when isReady, mayEdit or saved may have changed. Returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** Shows another name or colour to the others from now on. */
  setMe(me: Me): void
  /** Tells the others where this person is; undefined for nowhere. */
  setPlace(place: Place | undefined): void
  /** True while a word is being composed (IME): an editor must not be unmounted then. */
  isComposing(): boolean
  /** True while closing the page would lose changes: neither stored by the server nor kept on this device. */
  mayLose(): boolean
  /** The document's bytes, for "download my copy". */
  copy(): Uint8Array
  /** May be called twice. */
  close(): void
}

/** What a room needs of the browser, or of a test in its place. */
export interface Surroundings {
  /** Where rooms are reached, such as `wss://canvas.example/sync`. */
  syncUrl: string
  /** Where composition events arrive. */
  page: EventTarget
  shelf: Shelf
  indexedDb: IDBFactory | undefined
  WebSocket: typeof WebSocket
  /** In [0, 1); spreads the return of many clients after a restart. */
  random: number
  /** ms since 1970 */
  nowMs: () => number
}

/** The longest pause between two attempts to reach the server: a restart takes a second or two. */
const PAUSE_MS = { atLeast: 2_000, spread: 3_000 }

/** Opens a room: shows at once what is kept on this device, then joins the server's. */
export function openRoom(summary: RoomSummary, firstMe: Me, around: Surroundings): OpenRoom {
  const doc = new Y.Doc()
  const content = contentOf(doc)
  const awareness = new Awareness(doc)
  const undo = openUndo(content)
  // What clients hold of one epoch must never be merged into another: each has a store of its own.
  const keptAs = `${summary.id}:${summary.epoch}`
  const kept = keepOnDevice(doc, `ninefold:${keptAs}`, around.indexedDb)
  const pending = openPending(around.shelf, keptAs, nanoid(8))
  const provider = new WebsocketProvider(around.syncUrl, `${summary.id}/content`, doc, {
    awareness,
    // Joined when the store is in the document, so that only what is missing crosses the network.
    connect: false,
    params: { schema: String(SCHEMA_VERSION), epoch: String(summary.epoch) },
    // Tabs of one browser would pass changes to one another around the server, unchecked and unacknowledged.
    disableBc: true,
    maxBackoffTime: PAUSE_MS.atLeast + PAUSE_MS.spread * around.random,
    WebSocketPolyfill: around.WebSocket,
  })
  const composing = watchComposing(around.page)
  const stopHolding = holdWhileComposing(provider, composing)
  const presence = tellPresence(awareness)

  let me = firstMe
  let isReady = false
  let isClosed = false
  let hasTried = false
  let endedWith: number | undefined
  const listeners = new Set<() => void>()
  let saved: Saved = { state: "loading" }

  const refresh = () => {
    isReady ||= provider.synced || readTemplate(content) !== undefined
    const { unsaved, isConfirmed } = tracker.standing()
    pending.keep(unsaved, isConfirmed)
    const next = savedNow()
    // The same object for the same state: React compares by identity.
    if (JSON.stringify(next) !== JSON.stringify(saved)) saved = next
    for (const listener of [...listeners]) listener()
  }
  const savedNow = (): Saved => {
    if (endedWith === Close.outdated || summary.schema > SCHEMA_VERSION) return { state: "outdated" }
    if (endedWith !== undefined) return { state: "ended", code: endedWith }
    const { unsaved, unsavedEarlier, isConfirmed, cannotWrite } = tracker.standing()
    const changes = unsaved + unsavedEarlier
    if (!provider.synced) return hasTried ? { state: "offline", changes } : { state: "loading" }
    if (summary.readOnly !== undefined) return { state: "read-only", reason: summary.readOnly }
    if (cannotWrite) return { state: "not-saved", changes }
    return isConfirmed && changes === 0 ? { state: "saved" } : { state: "saving", changes }
  }
  const tracker = trackSaved(provider, {
    earlier: pending.earlier,
    nowMs: around.nowMs,
    isMadeHere: origin => origin !== kept.origin(),
    onChange: refresh,
  })
  provider.on("connection-close", () => {
    hasTried = true
    refresh()
  })
  provider.on("closed", ({ code }) => {
    endedWith = code
    refresh()
  })
  presence.setMe(me)
  void kept.loaded.then(() => {
    if (isClosed) return
    refresh()
    provider.connect()
  })

  return {
    id: summary.id,
    doc,
    content,
    awareness,
    undo,
    get me() {
      return me
    },
    isReady: () => isReady,
    mayEdit: () =>
      isReady &&
      summary.readOnly === undefined &&
      summary.schema <= SCHEMA_VERSION &&
      endedWith === undefined,
    saved: () => saved,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setMe(next) {
      me = next
      presence.setMe(next)
      refresh()
    },
    setPlace: presence.setPlace,
    isComposing: composing.isComposing,
    mayLose: () => !kept.isKept() && tracker.standing().unsaved > 0,
    copy: () => Y.encodeStateAsUpdate(doc),
    close() {
      if (isClosed) return
      isClosed = true
      listeners.clear()
      stopHolding()
      composing.close()
      presence.close()
      tracker.close()
      provider.destroy()
      kept.close()
      undo.close()
      awareness.destroy()
      doc.destroy()
    },
  }
}
