// Who wrote what stands in a text: the letters of each person, by the client ids they typed under, which the server
// knows by name.

import { authorsIn } from "../../shared/model/authors.ts"
import type { Letters, Stretch } from "../../shared/model/letters.ts"
import type { Writers } from "../../shared/versions-api.ts"

export interface Writer {
  name: string
  letters: number
  /** Of all letters, 0 to 1. */
  share: number
}

/** Those of client ids nobody is known by: the example's text, programs, and what was written before this was recorded. */
const UNKNOWN = "Not recorded"

/** @returns whose letters stand in the stretch, most first. */
export function writersOf(letters: Letters, stretch: Stretch, { clients }: Writers): Writer[] {
  const people = new Map<string, { name: string; letters: number }>()
  let total = 0
  for (const [client, count] of authorsIn(letters, stretch)) {
    const { person, name = UNKNOWN } = clients[client] ?? {}
    // Two people may have one name, and one person many client ids.
    const known = people.get(person ?? name) ?? { name: name || "A guest", letters: 0 }
    people.set(person ?? name, { ...known, letters: known.letters + count })
    total += count
  }
  return [...people.values()]
    .sort((a, b) => b.letters - a.letters)
    .map(writer => ({ ...writer, share: writer.letters / total }))
}
