// What an editor is given in place of the room's undo manager. Tiptap destroys the manager it was given when its
// editor unmounts, and re-attaches it by its private fields when a plugin is registered late; a face takes both, and the
// manager behind it feels neither. What the editor remembers of a step (its selection, by its binding and so by its
// DOM) lives in the face and goes with it. Rule CL4.
import type * as Y from "yjs"

type Step = Y.UndoManager["undoStack"][number]
interface StepEvent {
  stackItem: { meta: Map<unknown, unknown> }
}
type StepName = "stack-item-added" | "stack-item-popped"
type Listener = (event: StepEvent) => void

export class UndoFace {
  /** Read and written by Tiptap when plugins are registered late; nothing depends on them. */
  readonly doc = { on: ignore, off: ignore }
  readonly afterTransactionHandler = ignore
  _observers: unknown = new Map()
  restore?: () => void

  readonly #manager: Y.UndoManager
  readonly #memories = new WeakMap<Step, Map<unknown, unknown>>()
  readonly #wrapped = new Map<Listener, { name: StepName; listener: (event: { stackItem: Step }) => void }>()

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

  on(name: StepName, listener: Listener): void {
    const wrapped = ({ stackItem }: { stackItem: Step }) =>
      listener({ stackItem: { meta: this.#memoryOf(stackItem) } })
    this.#wrapped.set(listener, { name, listener: wrapped })
    this.#manager.on(name, wrapped)
  }

  off(_name: StepName, listener: Listener): void {
    const wrapped = this.#wrapped.get(listener)
    if (wrapped) this.#manager.off(wrapped.name, wrapped.listener)
    this.#wrapped.delete(listener)
  }

  /** Called by the editor that goes; the room's manager stays. May be called twice, and be followed by `on`. */
  destroy(): void {
    for (const { name, listener } of this.#wrapped.values()) this.#manager.off(name, listener)
    this.#wrapped.clear()
  }

  #memoryOf(step: Step): Map<unknown, unknown> {
    const memory = this.#memories.get(step) ?? new Map<unknown, unknown>()
    this.#memories.set(step, memory)
    return memory
  }
}

function ignore(): void {}
