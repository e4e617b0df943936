// Who is in the room, read from awareness. Carets are in there too and move all the time; what is shown here is the
// same object until a name, a colour or a place changes.
import type { Awareness } from "y-protocols/awareness"
import type { CardId } from "../../shared/ids.ts"
import { type Place, type Presence, parsePresence } from "../../shared/presence.ts"
import { createView, sameListOr, sameOr, type View } from "./view.ts"

export interface Person {
  clientId: number
  presence: Presence
  isMe: boolean
}

/** A place as an attribute of the page: see reveal.ts. */
export type PlaceKey = `card:${CardId}` | "lead" | "commentary"

export const placeKey = (place: Place): PlaceKey =>
  place.kind === "card" ? `card:${place.card}` : place.kind

export interface PeopleViews {
  /** Oneself first, then by when they came as far as that is known. */
  everybody: View<Person[]>
  /** The others, by where they are; no entry for a place nobody is at. */
  elsewhere: View<ReadonlyMap<PlaceKey, Person[]>>
}

export function peopleViews(awareness: Awareness): PeopleViews {
  const everybody = createView<Person[]>(
    before => {
      const known = new Map(before?.map(person => [person.clientId, person]))
      const people = [...awareness.getStates()].flatMap(([clientId, state]) => {
        const presence = parsePresence(state)
        if (!presence) return []
        return [sameOr(known.get(clientId), { clientId, presence, isMe: clientId === awareness.clientID })]
      })
      return sameListOr(
        before,
        people.sort((a, b) => Number(b.isMe) - Number(a.isMe)),
      )
    },
    changed => awareness.on("change", changed),
  )
  const elsewhere = createView<ReadonlyMap<PlaceKey, Person[]>>(
    before => {
      const places = new Map<PlaceKey, Person[]>()
      for (const person of everybody.get()) {
        if (person.isMe || !person.presence.at) continue
        const key = placeKey(person.presence.at)
        places.set(key, [...(places.get(key) ?? []), person])
      }
      for (const [key, people] of places) places.set(key, sameListOr(before?.get(key), people))
      return places
    },
    changed => everybody.subscribe(changed),
  )
  return { everybody, elsewhere }
}
