// What a new room starts from, as the request says it → a canvas. Rule HT2.
import { z } from "zod"
import { exampleCanvas, templates } from "../../seeds/seeds.ts"
import type { RoomSource } from "../../shared/api.ts"
import { unreachable } from "../../shared/assert.ts"
import type { CardId } from "../../shared/ids.ts"
import { type Canvas, emptyCanvas } from "../../shared/model/canvas.ts"
import { parseCanvasFile } from "../../shared/model/canvas-file.ts"
import { parsePage } from "../../shared/model/parse.ts"
import { MAX_NEW_CARDS, MAX_PAGE_LENGTH } from "../../shared/protocol/limits.ts"
import type { ProblemKind } from "./problems.ts"
import { looksShape } from "./shapes.ts"

/** `file` is checked by shared/model/canvas-file.ts, which knows the format. */
export const newRoomSchema = z.object({
  from: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("template"), template: z.string().max(64) }),
    z.object({ kind: z.literal("example") }),
    z.object({ kind: z.literal("page"), text: z.string() }),
    z.object({ kind: z.literal("file"), file: z.unknown() }),
  ]),
  me: looksShape.optional(),
})

/** The template whose headings a page is searched for. */
const PAGE_TEMPLATE = "business-model-canvas"

export type NewCanvas = { ok: true; canvas: Canvas } | { ok: false; problem: ProblemKind; detail: string }

export function canvasFrom(source: RoomSource, newCardId: () => CardId): NewCanvas {
  const made = readSource(source, newCardId)
  if (!made.ok || made.canvas.cards.length <= MAX_NEW_CARDS) return made
  return { ok: false, problem: "tooLarge", detail: `A canvas may start with up to ${MAX_NEW_CARDS} cards.` }
}

function readSource(source: RoomSource, newCardId: () => CardId): NewCanvas {
  switch (source.kind) {
    case "template":
      return fromTemplate(source.template)
    case "example":
      return { ok: true, canvas: exampleCanvas() }
    case "page":
      return fromPage(source.text, newCardId)
    case "file": {
      const parsed = parseCanvasFile(source.file, { newCardId })
      return parsed.ok ? parsed : { ok: false, problem: "malformed", detail: parsed.fault }
    }
    default:
      return unreachable(source)
  }
}

function fromTemplate(id: string): NewCanvas {
  const template = templates().find(each => each.id === id)
  if (template) return { ok: true, canvas: emptyCanvas(template) }
  const names = templates().map(each => each.id)
  return {
    ok: false,
    problem: "malformed",
    detail: `There is no such template; there are ${names.join(", ")}.`,
  }
}

function fromPage(text: string, newCardId: () => CardId): NewCanvas {
  if (text.length > MAX_PAGE_LENGTH)
    return { ok: false, problem: "tooLarge", detail: `A page may have up to ${MAX_PAGE_LENGTH} characters.` }
  const template = templates().find(each => each.id === PAGE_TEMPLATE)
  if (!template) throw new Error(`The template ${PAGE_TEMPLATE} is missing.`)
  const parsed = parsePage(text, template, { newCardId })
  return parsed.ok ? parsed : { ok: false, problem: "unreadablePage", detail: parsed.fault }
}
