// One open room on this device: its document, its socket, what is kept here, undo and the saved state, from the
// moment the page is opened until it is left. No React in here; client/hooks is the bridge.
import { nanoid } from "nanoid"
import { Awareness } from "y-protocols/awareness"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import type { EnteredRoom, RoomSummary } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { type Content, contentOf } from "../../shared/model/document.ts"
import { readTemplate } from "../../shared/model/read.ts"
import type { Place } from "../../shared/presence.ts"
import { Close } from "../../shared/protocol/close.ts"
import { SCHEMA_VERSION } from "../../shared/protocol/version.ts"
import { mayEdit } from "../../shared/roles.ts"
import type { RoomNews } from "../../shared/versions-api.ts"
import { type Access, accessOf, followAccess, mayWrite } from "./access.ts"
import { watchComposing } from "./composing.ts"
import { type FetchSnapshot, fetchFirst } from "./fetch-first.ts"
import { holdWhileComposing } from "./hold.ts"
import type { Me } from "./me.ts"
import { followNews } from "./news.ts"
import { keepNothing, keepOnDevice } from "./offline.ts"
import { sendOwnPresenceOnly } from "./own-presence.ts"
import { openPending } from "./pending.ts"
import { tellPresence } from "./place.ts"
import { followPosition } from "./position.ts"
import { type Standing, trackSaved } from "./saved.ts"
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
  /** For those who may not change the canvas now: what they see is what is so. */
  | { state: "watching" }
  /** The same without the server. */
  | { state: "away" }
  /** Changes made here that the server does not take (any more): the canvas is locked, or the role does not allow it. */
  | { state: "held"; changes: number; isLocked: boolean }
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
  /** Resolves when what is kept here is in the document and the socket is on its way. */
  joined: Promise<void>
  /** True once the document has arrived, from this device or from the server; then `onReady` listeners have run. */
  isReady(): boolean
  /** What this person may do; the same object until something in it changes. */
  access(): Access
  /** Change the canvas now. */
  mayEdit(): boolean
  saved(): Saved
  /** Runs `listener` when isReady, access, mayEdit or saved may have changed. Returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** Tells what somebody has done to the whole of the canvas, this person included. Returns the way to stop. */
  onNews(listener: (news: RoomNews) => void): () => void
  /** Shows another name or colour to the others from now on. */
  setMe(me: Me): void
  /** Takes in what the server answers of this person's access, and joins again where that had come to an end. */
  admit(room: EnteredRoom): void
  /** Tells the others where this person is; undefined for nowhere. */
  setPlace(place: Place | undefined): void
  /** True while a word is being composed (IME): an editor must not be unmounted then. */
  isComposing(): boolean
  /** True while closing the page would lose changes: neither stored by the server nor kept on this device. */
  mayLose(): boolean
  /** The document's bytes, for "download my copy". */
  copy(): Uint8Array
  /** Gives up what is kept on this device; the page shows it until it is loaded again. */
  letGo(): Promise<void>
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
  /** What the socket says it speaks: how a frame in another site's page, which has no cookie, names its token. */
  protocols?: string[]
  /** Where absent, every document comes over its socket. */
  fetchSnapshot?: FetchSnapshot
  /** In [0, 1); spreads the return of many clients after a restart. */
  random: number
  /** ms since 1970 */
  nowMs: () => number
}

/** The longest pause between two attempts to reach the server: a restart takes a second or two. */
const PAUSE_MS = { atLeast: 2_000, spread: 3_000 }

/** Opens a room: shows at once what is kept on this device, then joins the server's. */
export function openRoom(summary: EnteredRoom, firstMe: Me, around: Surroundings): OpenRoom {
  const doc = new Y.Doc()
  const content = contentOf(doc)
  const awareness = new Awareness(doc)
  const undo = openUndo(content)
  // What clients hold of one epoch must never be merged into another: each has a store of its own.
  const keptAs = `${summary.id}:${summary.epoch}`
  const keep = () => keepOnDevice(doc, `ninefold:${keptAs}`, around.indexedDb)
  const pending = openPending(around.shelf, keptAs, nanoid(8))
  // Those who read keep nothing here, unless there is work of theirs from when they could write.
  let kept = mayEdit(summary.you.role) || pending.earlier > 0 ? keep() : keepNothing()
  const provider = lineTo(summary, doc, awareness, around)
  const composing = watchComposing(around.page)
  followPosition(provider, summary.epoch)
  const newsListeners = new Set<(news: RoomNews) => void>()
  followNews(provider, news => {
    for (const listener of [...newsListeners]) listener(news)
  })
  const stopHolding = holdWhileComposing(provider, composing)
  const stopSending = sendOwnPresenceOnly(provider)
  const presence = tellPresence(awareness)
  const listeners = new Set<() => void>()
  const line: Line = { isSynced: false, hasTried: false, endedWith: undefined }
  let me = firstMe
  let isReady = false
  let isClosed = false
  let saved: Saved = { state: "loading" }

  const access = followAccess(provider, accessOf(summary), before => {
    const now = access.now()
    if (mayEdit(now.role) && kept.isNothing) {
      kept = keep()
      void kept.loaded.then(refresh)
    }
    if (mayWrite(now) && !mayWrite(before)) mayWriteAgain()
    refresh()
  })
  const mayWriteAgain = () => {
    // What was refused is sent by joining anew: only then is all of it behind a question that confirms it.
    if (unsavedIn(tracker.standing()) > 0) rejoin()
    else tracker.ask()
  }
  const rejoin = () => {
    provider.disconnect()
    provider.connect()
  }
  const refresh = () => {
    line.isSynced = provider.synced
    isReady ||= provider.synced || readTemplate(content) !== undefined
    const standing = tracker.standing()
    pending.keep(standing.unsaved, standing.isConfirmed)
    const next = savedOf(summary, access.now(), line, standing)
    // The same object for the same state: React compares by identity.
    if (JSON.stringify(next) !== JSON.stringify(saved)) saved = next
    for (const listener of [...listeners]) listener()
  }
  const tracker = trackSaved(provider, {
    earlier: pending.earlier,
    nowMs: around.nowMs,
    isMadeHere: origin => origin !== kept.origin(),
    mayWrite: () => mayWrite(access.now()),
    onChange: refresh,
  })
  provider.on("connection-close", () => {
    line.hasTried = true
    refresh()
  })
  provider.on("closed", ({ code }) => {
    line.endedWith = code
    refresh()
  })
  presence.setMe(me)
  const joined = kept.loaded.then(async () => {
    if (isClosed) return
    refresh()
    await fetchFirst(provider, summary, around.fetchSnapshot)
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
    joined,
    get me() {
      return me
    },
    isReady: () => isReady,
    access: access.now,
    mayEdit: () => isReady && isWritable(summary, line) && mayWrite(access.now()),
    saved: () => saved,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onNews(listener) {
      newsListeners.add(listener)
      return () => newsListeners.delete(listener)
    },
    setMe(next) {
      me = next
      presence.setMe(next)
      refresh()
    },
    admit(room) {
      access.learn(accessOf(room))
      if (line.endedWith === undefined) return
      line.endedWith = undefined
      provider.connect()
      refresh()
    },
    setPlace: presence.setPlace,
    isComposing: composing.isComposing,
    mayLose: () => !kept.isKept() && tracker.standing().unsaved > 0,
    copy: () => Y.encodeStateAsUpdate(doc),
    async letGo() {
      pending.clear()
      await kept.clear()
    },
    close() {
      if (isClosed) return
      isClosed = true
      listeners.clear()
      newsListeners.clear()
      stopHolding()
      stopSending()
      for (const part of [composing, presence, tracker, kept, undo]) part.close()
      provider.destroy()
      awareness.destroy()
      doc.destroy()
    },
  }
}

/** The line to the server, not yet opened. */
const lineTo = (
  { id, epoch }: RoomSummary,
  doc: Y.Doc,
  awareness: Awareness,
  around: Surroundings,
): WebsocketProvider =>
  new WebsocketProvider(around.syncUrl, `${id}/content`, doc, {
    awareness,
    // Joined when the store is in the document, so that only what is missing crosses the network.
    connect: false,
    params: { schema: String(SCHEMA_VERSION), epoch: String(epoch) },
    ...(around.protocols && { protocols: around.protocols }),
    // Tabs of one browser would pass changes to one another around the server, unchecked and unacknowledged.
    disableBc: true,
    maxBackoffTime: PAUSE_MS.atLeast + PAUSE_MS.spread * around.random,
    WebSocketPolyfill: around.WebSocket,
  })

/** How the line to the server stands. */
interface Line {
  isSynced: boolean
  /** Some attempt to reach the server has come to an end. */
  hasTried: boolean
  /** The code with which the server ended it for good. */
  endedWith: number | undefined
}

const isWritable = ({ readOnly, schema }: RoomSummary, { endedWith }: Line): boolean =>
  readOnly === undefined && schema <= SCHEMA_VERSION && endedWith === undefined

const unsavedIn = ({ unsaved, unsavedEarlier }: Standing): number => unsaved + unsavedEarlier

function savedOf({ readOnly, schema }: RoomSummary, access: Access, line: Line, standing: Standing): Saved {
  if (line.endedWith === Close.outdated || schema > SCHEMA_VERSION) return { state: "outdated" }
  if (line.endedWith !== undefined) return { state: "ended", code: line.endedWith }
  const changes = unsavedIn(standing)
  const isReader = !mayWrite(access)
  if (isReader && changes > 0) return { state: "held", changes, isLocked: mayEdit(access.role) }
  if (!line.isSynced && !line.hasTried) return { state: "loading" }
  if (!line.isSynced) return isReader ? { state: "away" } : { state: "offline", changes }
  if (readOnly !== undefined) return { state: "read-only", reason: readOnly }
  if (isReader) return { state: "watching" }
  if (standing.cannotWrite) return { state: "not-saved", changes }
  return standing.isConfirmed && changes === 0 ? { state: "saved" } : { state: "saving", changes }
}
