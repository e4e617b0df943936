// Cards in plain words: how many they are, and plain words as a card's text.
import type { RichText } from "../../shared/model/canvas.ts"
import { paragraph } from "../../shared/model/rich-text.ts"

/** "1 card", "3 cards". */
export const countOfCards = (count: number): string => (count === 1 ? "1 card" : `${count} cards`)

/** Plain words as a card's text: a paragraph for each line. */
export const wordsAsText = (words: string): RichText => words.split("\n").map(paragraph)
