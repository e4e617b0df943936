// What a new room can start from: the templates and the example, as plain data that ships with the program. A file
// here that does not parse is a mistake of ours, and stops whoever asks for it.
import { assert } from "../shared/assert.ts"
import type { CardId } from "../shared/ids.ts"
import { parseTemplate, type Template } from "../shared/model/blocks.ts"
import type { Canvas } from "../shared/model/canvas.ts"
import { parseCanvasFile } from "../shared/model/canvas-file.ts"
import businessModelCanvas from "./templates/business-model-canvas.json" with { type: "json" }
import leanCanvas from "./templates/lean-canvas.json" with { type: "json" }
import swot from "./templates/swot.json" with { type: "json" }
import zai from "./zai.canvas.json" with { type: "json" }

/** The templates a canvas can start from, the usual one first. */
export const templates = (): Template[] => [businessModelCanvas, leanCanvas, swot].map(templateIn)

/** The business model of Z.ai with its commentary, a fresh copy each time. */
export function exampleCanvas(): Canvas {
  // The file names every card itself, so that links into the example stay the same on every server.
  const parsed = parseCanvasFile(zai, { newCardId: unnamed })
  assert(parsed.ok, parsed.ok ? "" : `the example is well-formed. ${parsed.fault}`)
  return parsed.canvas
}

function templateIn(file: unknown): Template {
  const parsed = parseTemplate(file)
  assert(parsed.ok, parsed.ok ? "" : `every template is well-formed: ${parsed.fault}`)
  return parsed.template
}

function unnamed(): CardId {
  throw new Error("Broken promise: every card of the example has an id")
}
