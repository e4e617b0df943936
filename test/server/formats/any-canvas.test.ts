// The formats that lay a canvas out, given whatever the schema allows.
import fc from "fast-check"
import { expect, test } from "vitest"
import { docx } from "../../../server/formats/docx.ts"
import { pdf } from "../../../server/formats/pdf.ts"
import { pptx } from "../../../server/formats/pptx.ts"
import { svg } from "../../../server/formats/svg.ts"
import { canvases } from "../../shared/arbitrary-canvas.ts"
import { options, sourceOf } from "./sample-canvas.ts"

/** What each kind of file begins with. */
const beginnings = [
  ["PDF", pdf, "%PDF-1.7"],
  ["SVG", svg, "<svg "],
  ["DOCX", docx, "PK"],
  ["PPTX", pptx, "PK"],
] as const

test.each(beginnings)(
  "[EV14] any canvas is written as %s",
  async (_, exporter, beginning) => {
    await fc.assert(
      fc.asyncProperty(canvases, async canvas => {
        const file = await exporter.write(sourceOf(canvas), options)

        expect(Buffer.from(file).subarray(0, beginning.length).toString("latin1")).toBe(beginning)
        expect(file.length).toBeGreaterThan(1000)
      }),
      { numRuns: 20, endOnFailure: true },
    )
  },
  120_000,
)
