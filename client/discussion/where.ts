// What a thread is about, in words and on the page: the block, the card by its title, the text.
import type { CardId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import type { Target } from "../../shared/model/discussion.ts"
import { cardOfTarget } from "../../shared/model/discussion-views.ts"
import { type Content, cardOf } from "../../shared/model/document.ts"
import { type CardHead, readHead } from "../../shared/model/read.ts"
import { nameOfCard } from "../text/card-name.ts"

export function whereInWords(target: Target, content: Content, template: Template | undefined): string {
  const card = cardOfTarget(target)
  if (card !== undefined) return cardInWords(card, content, template)
  switch (target.kind) {
    case "block":
      return template?.blocks.find(({ id }) => id === target.block)?.title ?? "A block that is gone"
    case "text":
      return target.anchor.place === "lead" ? "Introduction" : "Commentary"
    default:
      return "The whole canvas"
  }
}

function cardInWords(id: CardId, content: Content, template: Template | undefined): string {
  const head = headOf(id, content)
  if (!head) return "A card that is gone"
  const block = template?.blocks.find(({ id }) => id === head.block)?.title
  return [head.gone === undefined ? block : "In the archive", nameOfCard(content, id)]
    .filter(Boolean)
    .join(" · ")
}

const headOf = (id: CardId, content: Content): CardHead | undefined => readHead(id, cardOf(content, id))

/** True where the card a thread is about no longer exists: neither on the board nor in the archive. */
export function isCardGone(target: Target, content: Content): boolean {
  const card = cardOfTarget(target)
  return card !== undefined && headOf(card, content) === undefined
}
