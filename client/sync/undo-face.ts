// What an editor is given in place of the room's undo manager. Tiptap destroys the manager it was given when its
// editor unmounts, and re-attaches it by its private fields when a plugin is registered late; a face takes both, and the
// manager behind it feels neither. Rules CL3, CL4.
import type * as Y from "yjs"

type Step = Y.UndoManager["undoStack"][number]

export class UndoFace {
  /** Read and written by Tiptap when plugins are registered late; nothing depends on them. */
  readonly doc = { on: ignore, off: ignore }
  readonly afterTransactionHandler = ignore
  _observers: unknown = new Map()
  restore?: () => void

  readonly #manager: Y.UndoManager

  constructor(manager: Y.UndoManager) {
    this.#manager = manager
  }

  get undoStack(): readonly Step[] {
    return this.#manager.undoStack
  }

  get redoStack(): readonly Step[] {
    return this.#manager.redoStack
  }

  get trackedOrigins(): Set<unknown> {
    return this.#manager.trackedOrigins
  }

  undo(): unknown {
    return this.#manager.undo()
  }

  redo(): unknown {
    return this.#manager.redo()
  }

  stopCapturing(): void {
    this.#manager.stopCapturing()
  }

  /**
   * Tells nothing. The binding would keep the selection of each step, and put back that of the step taken back only when
   * the next change comes, which is mostly another person's: the caret would jump to where it once was, and where the
   * text has become shorter the binding throws and shows nothing any more.
   */
  readonly on = ignore
  readonly off = ignore

  /** Called by the editor that goes; the room's manager stays. */
  readonly destroy = ignore
}

function ignore(): void {}
