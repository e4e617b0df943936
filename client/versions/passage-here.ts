// What "this" is in "who wrote this": the words that are selected, or else the card one is at.
import { type CardId, isCardId } from "../../shared/ids.ts"
import { type AnchorPlace, cardIn, cardPlace, fragmentAt } from "../../shared/model/anchor.ts"
import type { Content } from "../../shared/model/document.ts"
import { lettersOf, type Stretch, wordsIn } from "../../shared/model/letters.ts"
import { selectedStretch } from "../discussion/page-places.ts"

export interface Passage {
  place: AnchorPlace
  /** Absent for all of the text. */
  stretch?: Stretch
  /** As it reads now. */
  words: string
  /** The card it is on. */
  card?: CardId
}

const SHOWN_LENGTH = 300

export function passageHere(content: Content, page: Document): Passage | undefined {
  const lettersAt = (place: AnchorPlace) => {
    const fragment = fragmentAt(content, place)
    return fragment && lettersOf(fragment)
  }
  const selected = selectedStretch(page.getSelection(), lettersAt)
  const letters = selected && lettersAt(selected.place)
  if (selected && letters) {
    const card = cardIn(selected.place)
    return {
      place: selected.place,
      stretch: selected.stretch,
      words: shown(wordsIn(letters, selected.stretch, " ")),
      ...(card && { card }),
    }
  }
  const card = page.activeElement?.closest<HTMLElement>("[data-card]")?.dataset.card
  return isCardId(card) ? passageOfCard(content, card) : undefined
}

export function passageOfCard(content: Content, card: CardId): Passage | undefined {
  const place = cardPlace(card)
  const fragment = fragmentAt(content, place)
  if (!fragment) return undefined
  const letters = lettersOf(fragment)
  return { place, words: shown(wordsIn(letters, { from: 0, to: letters.words.length }, " ")), card }
}

const shown = (words: string): string =>
  words.length > SHOWN_LENGTH ? `${words.slice(0, SHOWN_LENGTH).trimEnd()}…` : words
