// The room's document for components: each hook renders again only when what it returns has changed.
import { useSyncExternalStore } from "react"
import type { Template } from "../../shared/model/blocks.ts"
import type { Tag } from "../../shared/model/canvas.ts"
import type { CardHead, Meta } from "../../shared/model/read.ts"
import type { BoardCards } from "./document-views.ts"
import { useRoomViews } from "./room-context.tsx"
import type { View } from "./view.ts"

export const useView = <T>(view: View<T>): T => useSyncExternalStore(view.subscribe, view.get)

/** All cards without their text, archived ones too. */
export const useHeads = (): CardHead[] => useView(useRoomViews().heads)

/** The cards on the board, block by block; a block that did not change keeps its list. Empty before the room is ready. */
export const useBoard = (): BoardCards => useView(useRoomViews().board)

/** The room's template, or undefined before the room is ready. */
export const useTemplate = (): Template | undefined => useView(useRoomViews().template)

export const useTags = (): Tag[] => useView(useRoomViews().tags)

export const useMeta = (): Meta => useView(useRoomViews().meta)
