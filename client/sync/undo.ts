// A person's own undo and redo across cards, board and commentary: one Y.UndoManager for the room, and a face of it for
// each editor, since an editor that unmounts destroys the manager it was given.
import type { Place } from "../../shared/presence.ts"

export interface Undo {
  /** Takes back the last of this person's changes. Returns where it was, so that it can be shown. */
  undo(): Place | undefined
  redo(): Place | undefined
  canUndo(): boolean
  canRedo(): boolean
  /** Ends the current step: what follows is a step of its own. Call it on focus changes and around commands. */
  separate(): void
  /** What an editor's Collaboration extension gets as its undo manager; a fresh one for each editor. */
  forEditor(): unknown
  subscribe(listener: () => void): () => void
  close(): void
}
