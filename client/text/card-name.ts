// A card in a few plain words: what announcements, menus, dialogs and comments call it.
import type { CardId } from "../../shared/ids.ts"
import { type Content, cardOf, textOf } from "../../shared/model/document.ts"
import { nameOfText, readText } from "../../shared/model/rich-text.ts"

export function nameOfCard(content: Content, id: CardId): string {
  const card = cardOf(content, id)
  const text = card && textOf(card)
  return text ? nameOfText(readText(text)) : "Empty card"
}
