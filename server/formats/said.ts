// What was said about a canvas, in words: where each thread is, who says what and when. Formats that are read by people
// write it from here.
import { quoteWords } from "../../shared/model/anchor.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { commentWords } from "../../shared/model/comment-text.ts"
import type { Target, Thread } from "../../shared/model/discussion.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import type { ExportSource } from "./format.ts"

export interface SaidThread {
  /** Such as `On the card "Labs"`. */
  about: string
  isResolved: boolean
  comments: { by: string; at: number; words: string }[]
}

/** What stands where nobody is named. */
const SOMEBODY = "Somebody"
const MAX_QUOTE = 80

export function saidIn({ canvas, threads = [], names }: ExportSource): SaidThread[] {
  const nameOf = (person: string) => names.get(person) ?? SOMEBODY
  return threads.map((thread: Thread) => ({
    about: aboutOf(thread.target, canvas),
    isResolved: thread.resolved !== undefined,
    comments: thread.comments
      .filter(({ isDeleted }) => !isDeleted)
      .map(({ by, at, body }) => ({ by: nameOf(by), at, words: commentWords(body, nameOf) })),
  }))
}

function aboutOf(target: Target, { template, cards }: Canvas): string {
  switch (target.kind) {
    case "canvas":
      return "On the canvas"
    case "block": {
      const block = template.blocks.find(({ id }) => id === target.block)
      return `On the block “${block?.title ?? target.block}”`
    }
    case "card": {
      const card = cards.find(({ id }) => id === target.card)
      return card ? `On the card “${short(plainText(card.text))}”` : "On a card that is not on the board"
    }
    case "text":
      return `On the words “${short(quoteWords(target.anchor))}”`
  }
}

function short(words: string): string {
  const line = words.replace(/\s+/g, " ").trim()
  return line.length <= MAX_QUOTE ? line : `${line.slice(0, MAX_QUOTE).trimEnd()}…`
}

/** A day as every reader understands it, by the clock of Greenwich: a file is read in other places than it is written. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
/** The same with hours and minutes. */
export const minuteOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace("T", " ")
