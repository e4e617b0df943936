// What people do with cards: each action is one step of undo, said in a sentence, through shared/model/edits.ts.
import type { BlockId, CardId, TagId } from "../../shared/ids.ts"
import { type Content, cardOf, textOf } from "../../shared/model/document.ts"
import {
  addCards,
  archiveCards,
  moveCards,
  type NewCard,
  restoreCards,
  type Spot,
  tagCards,
} from "../../shared/model/edits.ts"
import { readHead } from "../../shared/model/read.ts"
import { readText } from "../../shared/model/rich-text.ts"
import type { OpenRoom } from "../sync/open-room.ts"
import { nameOfCard } from "../text/card-name.ts"
import type { Feedback } from "../ui/feedback.tsx"
import { countOfCards, wordsAsText } from "./card-words.ts"

const UNDO_MS = 10_000

export interface BoardActions {
  /** Adds a card for each text. Returns their ids. */
  add(texts: readonly string[], spot: Spot): CardId[]
  move(cards: readonly CardId[], spot: Spot): void
  /** Puts copies of cards side by side at a spot. Returns their ids. */
  copy(cards: readonly CardId[], spot: Spot): CardId[]
  /** Takes cards off the board and offers to undo it. */
  archive(cards: readonly CardId[]): void
  restore(cards: readonly CardId[]): void
  tag(cards: readonly CardId[], tag: TagId | undefined): void
}

interface ActionsOf {
  room: Pick<OpenRoom, "content" | "undo" | "me">
  feedback: Feedback
  blockTitle: (block: BlockId) => string
  newId: () => CardId
  nowMs: () => number
}

export function boardActions({ room, feedback, blockTitle, newId, nowMs }: ActionsOf): BoardActions {
  const { content, undo } = room
  const step = <T>(change: () => T): T => {
    undo.separate()
    const result = change()
    undo.separate()
    return result
  }
  const said = (cards: readonly CardId[]) =>
    cards.length === 1 && cards[0] ? `“${nameOfCard(content, cards[0])}”` : countOfCards(cards.length)
  const fresh = () => ({ id: newId(), by: room.me.name, born: nowMs() })

  return {
    add(texts, spot) {
      const cards = texts.map(words => ({ ...fresh(), text: wordsAsText(words) }))
      step(() => addCards(content, cards, spot))
      feedback.announce(`${countOfCards(cards.length)} added to ${blockTitle(spot.block)}.`)
      return cards.map(card => card.id)
    },
    move(cards, spot) {
      step(() => moveCards(content, cards, spot))
      feedback.announce(`${said(cards)} moved to ${blockTitle(spot.block)}, position ${spot.position + 1}.`)
    },
    copy(cards, spot) {
      const copies = cards.flatMap(card => copyOf(content, card, fresh()) ?? [])
      step(() => addCards(content, copies, spot))
      feedback.announce(`${said(cards)} duplicated.`)
      return copies.map(copy => copy.id)
    },
    archive(cards) {
      step(() => archiveCards(content, cards, nowMs()))
      feedback.toast({
        message: `${said(cards)} archived.`,
        // Restores these cards and no others, whatever was done since: a plain undo might take back something else.
        action: { label: "Undo", run: () => step(() => restoreCards(content, cards)) },
        lastsMs: UNDO_MS,
      })
    },
    restore(cards) {
      step(() => restoreCards(content, cards))
      feedback.announce(`${said(cards)} restored.`)
    },
    tag(cards, tag) {
      step(() => tagCards(content, cards, tag))
      feedback.announce(`${said(cards)} ${tag === undefined ? "has no tag now" : "tagged"}.`)
    },
  }
}

function copyOf(content: Content, id: CardId, fresh: Omit<NewCard, "text" | "tag">): NewCard | undefined {
  const card = cardOf(content, id)
  const text = card && textOf(card)
  if (!text) return undefined
  const tag = readHead(id, card)?.tag
  const copy: NewCard = { ...fresh, text: readText(text) }
  return tag === undefined ? copy : { ...copy, tag }
}
