// One promise of all formats that have words: what is taken out of the file again is what the cards say. The files are
// those of the archive, so that what is in it is proven with them. Pictures have no words.
import { unzipSync } from "fflate"
import { expect, test } from "vitest"
import type { Exporter } from "../../../server/formats/format.ts"
import { exporters } from "../../../server/formats/registry.ts"
import { zipOf } from "../../../server/formats/zip.ts"
import { blockTexts, canvasOf, options, sourceOf, texts } from "./sample-canvas.ts"
import { type BlockWords, type WordyFormat, wordsIn } from "./words-in.ts"

const wordy = Object.keys(wordsIn) as WordyFormat[]

/** Pictures take longer than all the rest together, and nobody reads one here. */
const blank: Exporter = { mediaType: "image/png", extension: ".png", write: () => new Uint8Array() }

const arabic = [
  "الشركاء الرئيسيون: من يساعدنا وماذا يقدم",
  "قنوات البيع 2.7M+ عبر API، و١٢٪ من المدارس",
  "نص واحد بلا عنوان",
]

test.each([0, 30, 300])(
  "[EX11] the words of %i cards, Latin, Chinese, emoji, come out of every format in the order of the blocks",
  async count => {
    const source = sourceOf(canvasOf(texts("mixed", count)))
    const archive = unzipSync(
      new Uint8Array(await zipOf({ ...exporters, png: async () => blank }).write(source, options)),
    )

    const found = new Map<WordyFormat, BlockWords>()
    for (const format of wordy) {
      const { extension } = await exporters[format]()
      found.set(format, await wordsIn[format](archive[`room${extension}`] ?? new Uint8Array(), source))
    }

    const wanted = blockTexts(source.canvas)
    expect([...wanted.values()].join("") === "").toBe(count === 0)
    for (const format of wordy) expect([format, found.get(format)]).toEqual([format, wanted])
  },
)

test.each([
  ["html", 30],
  ["html", 300],
  ["docx", 30],
  ["docx", 300],
  ["markdown", 300],
  ["csv", 300],
  ["json", 300],
] as const)("[EX11] the words of Arabic come out of %s, %i cards of them", async (format, count) => {
  const cards = Array.from({ length: count }, (_, i) => `${arabic[i % arabic.length]} ${i}.`)
  const source = sourceOf(canvasOf(cards))
  const { write } = await exporters[format]()

  const file = await write(source, options)

  expect(await wordsIn[format](new Uint8Array(file), source)).toEqual(blockTexts(source.canvas))
})
