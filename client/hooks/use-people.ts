// The people in the room for components.
import { useSyncExternalStore } from "react"
import type { CardId } from "../../shared/ids.ts"
import type { Person, PlaceKey } from "./people-view.ts"
import { useRoomViews } from "./room-context.tsx"
import { useView } from "./use-document.ts"

export type { Person } from "./people-view.ts"

const NOBODY: Person[] = []

/** Everybody, oneself first. Moving a caret changes nothing here. */
export const usePeople = (): Person[] => useView(useRoomViews().everybody)

function usePlace(key: PlaceKey): Person[] {
  const { elsewhere } = useRoomViews()
  return useSyncExternalStore(elsewhere.subscribe, () => elsewhere.get().get(key) ?? NOBODY)
}

/** The others at a card, whether they have it selected or edit it. */
export const usePeopleAt = (card: CardId): Person[] => usePlace(`card:${card}`)

/** The others in the lead or in the commentary. */
export const usePeopleIn = (part: "lead" | "commentary"): Person[] => usePlace(part)
