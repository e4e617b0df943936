// The content document's layout: the only file that knows its keys. Everything else goes through these handles, reads
// with read.ts and writes with edits.ts.
//
//   meta        title, category, designedFor, designedBy, template (plain data)
//   tags        tag id → { name, hue } (plain data)
//   cards       card id → Y.Map { at: [block, order], text: XmlFragment, tag?, by, born, gone? }
//   lead        XmlFragment
//   commentary  XmlFragment
//
// `at` is one key, so that of two moves at once one wins whole. A card is archived by `gone`, never removed: an edit
// made at the same time, and every comment on it, then survives.
import * as Y from "yjs"
import type { CardId } from "../ids.ts"

export const metaKeys = {
  title: "title",
  category: "category",
  designedFor: "designedFor",
  designedBy: "designedBy",
  template: "template",
} as const

export const cardKeys = { at: "at", text: "text", tag: "tag", by: "by", born: "born", gone: "gone" } as const

export interface Content {
  doc: Y.Doc
  meta: Y.Map<unknown>
  tags: Y.Map<unknown>
  cards: Y.Map<unknown>
  lead: Y.XmlFragment
  commentary: Y.XmlFragment
}

/** The handles of a content document. Creates nothing: a root that was never written encodes to nothing. */
export function contentOf(doc: Y.Doc): Content {
  return {
    doc,
    meta: doc.getMap("meta"),
    tags: doc.getMap("tags"),
    cards: doc.getMap("cards"),
    lead: doc.getXmlFragment("lead"),
    commentary: doc.getXmlFragment("commentary"),
  }
}

/** The card's own map, or undefined where the id names none. */
export function cardOf(content: Content, id: CardId): Y.Map<unknown> | undefined {
  const card = content.cards.get(id)
  return card instanceof Y.Map ? card : undefined
}

/** The fragment a card's text is in, or undefined where a peer has put something else there. */
export function textOf(card: Y.Map<unknown>): Y.XmlFragment | undefined {
  const text = card.get(cardKeys.text)
  // XmlElement and XmlText extend or resemble the fragment but cannot be edited as one.
  return text instanceof Y.XmlFragment && !(text instanceof Y.XmlElement) ? text : undefined
}
