// Undo and redo for components: what can be taken back, and doing it with the touched place brought into view.
import { useCallback, useSyncExternalStore } from "react"
import { reveal } from "./reveal.ts"
import { useRoom } from "./room-context.tsx"

export interface UndoCommands {
  canUndo: boolean
  canRedo: boolean
  undo(): void
  redo(): void
}

export function useUndo(): UndoCommands {
  const { undo: history } = useRoom()
  const canUndo = useSyncExternalStore(history.subscribe, history.canUndo)
  const canRedo = useSyncExternalStore(history.subscribe, history.canRedo)
  const undo = useCallback(() => reveal(history.undo()), [history])
  const redo = useCallback(() => reveal(history.redo()), [history])
  return { canUndo, canRedo, undo, redo }
}
