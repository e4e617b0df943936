// Shows the others where this person is and who they are. A place changes with every card the arrow keys pass, so it
// is told at once and then at most every 50 ms, the last one always.
import type { Awareness } from "y-protocols/awareness"
import type { Place } from "../../shared/presence.ts"
import type { Me } from "./me.ts"

const TELL_EVERY_MS = 50

export interface Teller {
  setMe(me: Me): void
  setPlace(place: Place | undefined): void
  close(): void
}

export function tellPresence(awareness: Awareness): Teller {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let latest: Place | undefined
  let told: Place | undefined
  const tell = () => {
    waiting = undefined
    if (latest === told) return
    told = latest
    awareness.setLocalStateField("at", latest ?? null)
    waiting = setTimeout(tell, TELL_EVERY_MS)
  }
  return {
    setMe: me => awareness.setLocalStateField("user", { name: me.name, color: me.color }),
    setPlace(place) {
      latest = place
      if (waiting === undefined) tell()
    },
    close: () => clearTimeout(waiting),
  }
}
