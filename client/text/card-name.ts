// A card in a few plain words: what announcements, menus, dialogs and comments call it.
import type { CardId } from "../../shared/ids.ts"
import type { RichText } from "../../shared/model/canvas.ts"
import { type Content, cardOf, textOf } from "../../shared/model/document.ts"
import { plainText, readText, splitTitle } from "../../shared/model/rich-text.ts"

const MAX_NAME = 60

/** The title of a card, or its first words. */
function nameOfText(text: RichText): string {
  const first = plainText(text).split("\n")[0] ?? ""
  const { title } = splitTitle(first)
  const plain = title.trim()
  if (plain === "") return "Empty card"
  return plain.length > MAX_NAME ? `${plain.slice(0, MAX_NAME - 1).trimEnd()}…` : plain
}

export function nameOfCard(content: Content, id: CardId): string {
  const card = cardOf(content, id)
  const text = card && textOf(card)
  return text ? nameOfText(readText(text)) : "Empty card"
}
