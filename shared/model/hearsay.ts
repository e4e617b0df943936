// The people a file speaks of. What it says of them is hearsay: each becomes somebody of their own under an id that is
// nobody's here and is marked as imported, so that no file puts words into the mouth of a guest, tells anybody that they
// were named, or lets anybody change what was said as if it were theirs. Rule IN10.
import { PERSON_ID_LENGTH, type PersonId } from "../ids.ts"
import { cleanName } from "../presence.ts"
import { MAX_IMPORTED_PEOPLE } from "../protocol/limits.ts"
import { isRecord } from "../record.ts"
import type { Writer } from "./discussion.ts"

/** How somebody is called whom a file does not name. */
const NAMELESS = "Somebody"
/** No colour that a person here could have chosen. */
const COLOUR = "#6b6b6b"

/** What is read of somebody wherever they are named: that they came with a file is part of it. */
export const shownName = ({
  name,
  isImported,
}: {
  name: string
  isImported?: boolean | undefined
}): string => (isImported ? `${name} · imported` : name)

export interface Hearsay {
  /** Those who have been asked for. */
  people: ReadonlyMap<PersonId, Writer>
  /** @param id by which the file knows somebody; what is no id is somebody without a name. */
  personOf(id: unknown): PersonId
}

/** @param names id → name, as the file has them; it may hold anything. */
export function hearsayOf(names: unknown, newId: (length: number) => string): Hearsay {
  // As maps: an id may be called as what every object has.
  const named = new Map(isRecord(names) ? Object.entries(names) : [])
  const known = new Map<unknown, PersonId>()
  const people = new Map<PersonId, Writer>()
  return {
    people,
    personOf(id) {
      const key = typeof id === "string" && known.size < MAX_IMPORTED_PEOPLE ? id : undefined
      const met = known.get(id) ?? known.get(key)
      if (met !== undefined) return met
      const person = newId(PERSON_ID_LENGTH) as PersonId
      known.set(key, person)
      const name = key === undefined ? "" : cleanName(named.get(key))
      people.set(person, { name: name || NAMELESS, color: COLOUR, isImported: true })
      return person
    },
  }
}
