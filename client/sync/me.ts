// The person on this device: a name and a colour, asked once and kept.
import { cleanName, personColours } from "../../shared/presence.ts"

export interface Me {
  name: string
  /** One of `personColours`. */
  color: string
}

const KEY = "ninefold.me"

/** @returns the person as kept, or undefined where nobody has been asked yet. */
export function readMe(storage: Pick<Storage, "getItem">): Me | undefined {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? "null")
    if (typeof kept !== "object" || kept === null) return undefined
    const { name, color } = kept as { name?: unknown; color?: unknown }
    const clean = cleanName(name)
    if (clean === "") return undefined
    return { name: clean, color: personColours.find(known => known === color) ?? personColours[0] }
  } catch {
    // What is kept may be anything, and storage may be forbidden: the person is asked again.
    return undefined
  }
}

/** Somebody who has not been asked. */
export const guest = (random: number): Me => ({
  name: "Guest",
  color: personColours[Math.floor(random * personColours.length)] ?? personColours[0],
})

export function keepMe(storage: Pick<Storage, "setItem">, me: Me): void {
  try {
    storage.setItem(KEY, JSON.stringify(me))
  } catch {
    // Private windows refuse; the name then lasts as long as the page.
  }
}
