// One open room on this device: its document, its socket, what is kept here, undo and the saved state, from the
// moment the page is opened until it is left. No React in here; client/hooks is the bridge.
import type { Awareness } from "y-protocols/awareness"
import type * as Y from "yjs"
import type { RoomId } from "../../shared/ids.ts"
import type { Content } from "../../shared/model/document.ts"
import type { Place } from "../../shared/presence.ts"
import type { Me } from "./me.ts"
import type { Undo } from "./undo.ts"

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
  /** The document's bytes, for "download my copy". */
  copy(): Uint8Array
  /** May be called twice. */
  close(): void
}
