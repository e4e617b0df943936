// Who can be mentioned, and where in the words a mention is being written.
import type { PersonId } from "../../shared/ids.ts"
import type { Draft, Mentioned } from "../sync/drafts.ts"

const LISTED_AT_MOST = 6
/** Behind a blank or a bracket, up to the caret: letters, and one blank between first and last name. */
const BEGUN = /(?<=^|[\s(])@([\p{L}\p{N}.'’_-]*(?: [\p{L}\p{N}.'’_-]*)?)$/u

export interface MentionBegun {
  /** Where its @ stands. */
  from: number
  /** What is written of the name so far. */
  words: string
}

export function mentionBegun(words: string, caret: number): MentionBegun | undefined {
  const match = BEGUN.exec(words.slice(0, caret))
  return match ? { from: match.index, words: match[1] ?? "" } : undefined
}

const plain = (name: string): string => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

/** The people whose names, or a word of them, begin so. */
export function fitting<Named extends Mentioned>(people: readonly Named[], words: string): Named[] {
  const wanted = plain(words)
  const fits = people.filter(({ name }) => {
    const known = plain(name)
    return known.startsWith(wanted) || known.split(" ").some(part => part.startsWith(wanted))
  })
  return fits.slice(0, LISTED_AT_MOST)
}

/** The draft with the begun mention written out, and where the caret goes. */
export function completed(
  draft: Draft,
  { from }: MentionBegun,
  caret: number,
  { person, name }: Mentioned,
): { draft: Draft; caret: number } {
  const before = `${draft.words.slice(0, from)}@${name} `
  // Those chosen are kept in the order in which they stand, so that two of one name are told apart.
  const earlier = draft.mentions.filter(other => draft.words.slice(0, from).includes(`@${other.name}`))
  const later = draft.mentions.filter(other => !earlier.includes(other))
  return {
    draft: {
      words: before + draft.words.slice(caret).replace(/^ /, ""),
      mentions: [...earlier, { person, name }, ...later],
    },
    caret: before.length,
  }
}

/** The draft without the people whose names are no longer in its words. */
export const withoutGone = (draft: Draft): Draft => ({
  words: draft.words,
  mentions: draft.mentions.filter(({ name }) => draft.words.includes(`@${name}`)),
})

/** Each person once, oneself left out, by name. */
export function mentionable(people: readonly Mentioned[], me: PersonId): Mentioned[] {
  const known = new Map(people.map(person => [person.person, person]))
  known.delete(me)
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name))
}
