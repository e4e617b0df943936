// A person's own undo and redo across cards, board and commentary: one Y.UndoManager for the room, and a face of it for
// each editor (undo-face.ts). Rules CL3, CL4.
//
// The origin of the editors' changes comes in with the first editor rather than by an import: y-tiptap brings
// ProseMirror with it, and this file is in the entry.
import * as Y from "yjs"
import { isCardId } from "../../shared/ids.ts"
import type { Content } from "../../shared/model/document.ts"
import { EDIT } from "../../shared/model/edits.ts"
import type { Place } from "../../shared/presence.ts"
import { UndoFace } from "./undo-face.ts"

export interface Undo {
  /** Takes back the last of this person's changes. Returns where it was, so that it can be shown. */
  undo(): Place | undefined
  redo(): Place | undefined
  canUndo(): boolean
  canRedo(): boolean
  /** Ends the current step: what follows is a step of its own. Call it on focus changes and around commands. */
  separate(): void
  /**
   * What an editor's Collaboration extension gets as its undo manager; a fresh one for each editor.
   *
   * @param origin what the editor's transactions name as theirs; from now on such changes count as this person's.
   */
  forEditor(origin: object): UndoFace
  subscribe(listener: () => void): () => void
  close(): void
}

/** Changes this close together are taken back together. */
const ONE_STEP_MS = 500

type Step = Y.UndoManager["undoStack"][number]
/** Which types a transaction changed, with their events: what Yjs tells about a step. */
type Changed = Y.Transaction["changedParentTypes"]

/** @returns the undo of a room. Only changes made with the origin `EDIT` and in editors are taken back. */
export function openUndo(content: Content): Undo {
  const manager = new Y.UndoManager(
    [content.meta, content.tags, content.cards, content.lead, content.commentary],
    {
      captureTimeout: ONE_STEP_MS,
      trackedOrigins: new Set([EDIT]),
      // What y-tiptap's own manager does: an editor may mark a change as none of the person's.
      captureTransaction: transaction => transaction.meta.get("addToHistory") !== false,
      deleteFilter: mayDelete,
    },
  )
  const places = new WeakMap<Step, Place>()
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  const keepPlace = ({ stackItem, changedParentTypes }: { stackItem: Step; changedParentTypes: Changed }) => {
    const place = placeOf(content, changedParentTypes)
    if (place) places.set(stackItem, place)
    tell()
  }
  manager.on("stack-item-added", keepPlace)
  manager.on("stack-item-updated", keepPlace)
  manager.on("stack-item-popped", tell)
  manager.on("stack-cleared", tell)

  const takeBack = (step: Step | null): Place | undefined => {
    manager.stopCapturing()
    return step ? places.get(step) : undefined
  }

  return {
    undo: () => takeBack(manager.undo()),
    redo: () => takeBack(manager.redo()),
    canUndo: () => manager.canUndo(),
    canRedo: () => manager.canRedo(),
    separate: () => manager.stopCapturing(),
    forEditor(origin) {
      manager.addTrackedOrigin(origin)
      return new UndoFace(manager)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      listeners.clear()
      manager.destroy()
    },
  }
}

/**
 * Spares what others have since written into: a run of text or a paragraph is deleted by undo only once it is empty.
 * The rule of y-tiptap's own undo, said here again because y-tiptap must stay out of the entry.
 */
function mayDelete(item: Y.Item): boolean {
  if (!(item.content instanceof Y.ContentType)) return true
  const { type } = item.content
  if (type instanceof Y.Text) return type.length === 0
  return !(type instanceof Y.XmlElement && type.nodeName === "paragraph" && type.length > 0)
}

/** Where a change was: the first card it touched, or else the lead or the commentary. */
function placeOf(content: Content, changed: Changed): Place | undefined {
  for (const type of changed.keys()) {
    const id = type._item?.parentSub
    if ((type.parent as unknown) === content.cards && isCardId(id))
      return { kind: "card", card: id, editing: false }
  }
  // Both roots compare by identity only, whatever their types say.
  const types = new Set<unknown>(changed.keys())
  if (types.has(content.lead)) return { kind: "lead" }
  if (types.has(content.commentary)) return { kind: "commentary" }
  return undefined
}
