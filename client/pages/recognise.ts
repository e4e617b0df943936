// What a pasted text or a dropped file holds, looked over on this device before the server is asked to make a room of
// it. The parsers are the ones the server uses. In a chunk of its own: only importing needs them.
import { nanoid } from "nanoid"
import type { RoomSource } from "../../shared/api.ts"
import { CARD_ID_LENGTH, type CardId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import type { Canvas, RichText } from "../../shared/model/canvas.ts"
import { parseCanvasFile } from "../../shared/model/canvas-file.ts"
import { parsePage } from "../../shared/model/parse.ts"
import { plainText } from "../../shared/model/rich-text.ts"

export interface Recognised {
  source: RoomSource
  title: string
  blocks: { title: string; cards: number }[]
  /** The commentary's top headings. */
  sections: string[]
  tableRows: number
  /** Lines that have no place and go to the end of the commentary. */
  notPlaced: string[]
}

export type Recognition = { ok: true; recognised: Recognised } | { ok: false; fault: string }

/** @param template whose headings a page is searched for. A canvas file brings its own. */
export function recognise(text: string, template: Template): Recognition {
  const newCardId = () => nanoid(CARD_ID_LENGTH) as CardId
  return text.trimStart().startsWith("{")
    ? recogniseFile(text, newCardId)
    : recognisePage(text, template, newCardId)
}

function recognisePage(text: string, template: Template, newCardId: () => CardId): Recognition {
  const parsed = parsePage(text, template, { newCardId })
  if (!parsed.ok) return parsed
  const { canvas, notPlaced, report } = parsed
  return {
    ok: true,
    recognised: { source: { kind: "page", text }, title: canvas.title, notPlaced, ...report },
  }
}

function recogniseFile(text: string, newCardId: () => CardId): Recognition {
  const file = readJson(text)
  if (file === undefined) return { ok: false, fault: "This looks like a canvas file, but it is not whole." }
  const parsed = parseCanvasFile(file, { newCardId })
  if (!parsed.ok) return parsed
  const { canvas } = parsed
  return {
    ok: true,
    recognised: {
      source: { kind: "file", file },
      title: canvas.title,
      blocks: countCards(canvas),
      sections: sectionsOf(canvas.commentary),
      tableRows: rowsOf(canvas.commentary),
      notPlaced: [],
    },
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Cut short or edited by hand: reported as a fault.
    return undefined
  }
}

const countCards = ({ template, cards }: Canvas): Recognised["blocks"] =>
  template.blocks.map(block => ({
    title: block.title,
    cards: cards.filter(card => card.block === block.id && card.gone === undefined).length,
  }))

function sectionsOf(text: RichText): string[] {
  const headings = text.filter(node => node.type === "heading")
  const top = Math.min(...headings.map(levelOf))
  return headings.filter(heading => levelOf(heading) === top).map(heading => plainText([heading]))
}

const levelOf = (heading: RichText[number]): number => Number(heading.attrs?.level ?? 1)

const rowsOf = (text: RichText): number =>
  text
    .flatMap(node => (node.type === "table" ? (node.content ?? []) : []))
    .filter(row => row.content?.some(cell => cell.type === "tableCell")).length
