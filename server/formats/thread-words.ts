// Threads of comments as an appendix says them: what each is about, who said what and when. Owns the words, not the look.
import type { Canvas, RichText } from "../../shared/model/canvas.ts"
import { mentionedIn } from "../../shared/model/comment-text.ts"
import type { Thread } from "../../shared/model/discussion.ts"
import { shownName } from "../../shared/model/hearsay.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { dateWords } from "./foot-words.ts"
import type { ExportSource } from "./format.ts"

export interface ThreadWords {
  /** "On a card of Key Partners", "On the commentary". */
  about: string
  /** The words it is about; "" where it is about all of something. */
  quote: string
  isResolved: boolean
  comments: { who: string; when: string; body: RichText }[]
}

/** In the order of the board and the texts would be guesswork where words are gone: they stand as they were opened. */
export function threadWords(source: ExportSource): ThreadWords[] {
  const { canvas, threads = [], names, imported, withNames } = source
  const nameOf = (person: string) => (withNames ? (names.get(person) ?? "Somebody") : "Somebody")
  const signatureOf = (person: string) =>
    shownName({ name: nameOf(person), isImported: imported?.has(person) })
  return [...threads]
    .sort((a, b) => a.at - b.at)
    .map(thread => ({
      ...aboutOf(thread, canvas),
      isResolved: thread.resolved !== undefined,
      comments: thread.comments.map(comment => ({
        who: signatureOf(comment.by),
        when: dateWords(comment.at),
        body: comment.isDeleted ? deleted : named(comment.body, nameOf),
      })),
    }))
}

const deleted: RichText = [
  {
    type: "paragraph",
    content: [{ type: "text", text: "This comment was deleted.", marks: [{ type: "italic" }] }],
  },
]

/** Mentions as plain words, since every format can set those. */
const named = (body: RichText, nameOf: (person: string) => string): RichText =>
  body.map(node => {
    const person = mentionedIn(node)
    if (person !== undefined) return { type: "text", text: `@${nameOf(person)}` }
    return node.content ? { ...node, content: named(node.content, nameOf) } : node
  })

function aboutOf({ target }: Thread, canvas: Canvas): { about: string; quote: string } {
  const titleOfBlock = (id: string) =>
    canvas.template.blocks.find(block => block.id === id)?.title ?? "a block"
  switch (target.kind) {
    case "canvas":
      return { about: "On the canvas", quote: "" }
    case "block":
      return { about: `On ${titleOfBlock(target.block)}`, quote: "" }
    case "card": {
      const card = canvas.cards.find(({ id }) => id === target.card)
      if (!card) return { about: "On a card that is gone", quote: "" }
      return { about: `On a card of ${titleOfBlock(card.block)}`, quote: plainText(card.text) }
    }
    case "text": {
      const { place, quote } = target.anchor
      const where =
        place === "lead" ? "the lead" : place === "commentary" ? "the commentary" : "words of a card"
      return { about: `On ${where}`, quote: quote.replaceAll("\u2029", " ") }
    }
  }
}
