// The board as SVG and PNG, and the layout under them.
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import { layoutBoard } from "../../../server/formats/board-layout.ts"
import { loadFonts } from "../../../server/formats/fonts.ts"
import { paletteOf } from "../../../server/formats/palette.ts"
import { png } from "../../../server/formats/png.ts"
import { paperStyle, screenStyle } from "../../../server/formats/sheet-styles.ts"
import { boardAsSvg, svg } from "../../../server/formats/svg.ts"
import { plainText } from "../../../shared/model/rich-text.ts"
import { root } from "../../harness/sources.ts"
import { bare, canvasOf, options, sourceOf, texts } from "./sample-canvas.ts"

/** Width and height, as a PNG says them in its first chunk. */
const sizeOf = (file: Uint8Array) => {
  const view = new DataView(file.buffer, file.byteOffset)
  return [view.getUint32(16), view.getUint32(20)]
}
const svgOf = async (...[source, more = {}]: [ReturnType<typeof sourceOf>, object?]) =>
  new TextDecoder().decode(await svg.write(source, { ...options, ...more }))

test("[EV10] a PNG is the SVG's size times its scale", async () => {
  const source = sourceOf(exampleCanvas())
  const drawing = await svgOf(source)
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(drawing)?.map(Number) ?? []

  for (const scale of [1, 2, 4] as const) {
    const file = await png.write(source, { ...options, scale })
    expect(sizeOf(file)).toEqual([(width ?? 0) * scale, (height ?? 0) * scale])
  }
  expect(width).toBe(1440)
})

test("[EV10] a very high board is drawn smaller rather than cut or refused", async () => {
  const file = await png.write(sourceOf(canvasOf(texts("latin", 600))), { ...options, scale: 4 })

  const [width = 0, height = 0] = sizeOf(file)
  expect(width).toBeLessThan(4 * 1440)
  expect(width * height).toBeLessThan(66_000_000)
  expect(height).toBeGreaterThan(2 * width)
})

test("[EV10] the dark board has the dark colours, and neither has another's", async () => {
  const source = sourceOf(exampleCanvas())

  const [light, dark] = [await svgOf(source), await svgOf(source, { theme: "dark" })]

  for (const name of ["paper", "ink", "toneValue", "hueClayInk"] as const) {
    expect(light).toContain(paletteOf("light")[name])
    expect(light).not.toContain(paletteOf("dark")[name])
    expect(dark).toContain(paletteOf("dark")[name])
    expect(dark).not.toContain(paletteOf("light")[name])
  }
})

test("[EV1] an SVG says every card's words to those who listen, in the order of the blocks", async () => {
  const canvas = canvasOf(texts("mixed", 60))

  const drawing = await svgOf(sourceOf(canvas))

  const said = [...drawing.matchAll(/aria-label="([^"]*)"/g)].map(([, label = ""]) =>
    label.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
  )
  const cards = canvas.cards.map(card => bare(plainText(card.text)))
  expect(said.map(bare).filter(label => cards.includes(label))).toEqual(cards)
})

test("[EV9] every letter of Latin, Chinese and emoji is set in a font that has it", () => {
  const fonts = loadFonts()
  const canvas = canvasOf(texts("mixed", 60))

  const { sheets } = layoutBoard(canvas, screenStyle, fonts)

  const runs = sheets.flatMap(({ parts }) =>
    parts.flatMap(part => (part.kind === "words" ? part.lines.flatMap(({ line }) => line.runs) : [])),
  )
  const lacking = runs.filter(({ words, face }) =>
    [...words].some(
      letter =>
        !/[\u200d\ufe0f]|\p{Emoji_Modifier}/u.test(letter) && !face.metrics.has(letter.codePointAt(0) ?? 0),
    ),
  )
  expect(new Set(runs.map(({ face }) => face.family))).toEqual(
    new Set(["Source Sans 3", "Source Serif 4", "Noto Sans SC", "Noto Emoji"]),
  )
  expect(lacking).toEqual([])
})

test("[EV9] Chinese letters are drawn, each in its own shape", () => {
  const title = "中文字体测试"

  const drawing = boardAsSvg(canvasOf([], { title }), "light", loadFonts())

  const shapeOf = new Map(
    [...drawing.matchAll(/<path id="(\w+)" d="([^"]*)"/g)].map(([, id, d]) => [id, d ?? ""]),
  )
  const [, group = ""] = new RegExp(`aria-label="${title}">(<g [\\s\\S]*?)</g></g>`).exec(drawing) ?? []
  const shapes = [...group.matchAll(/href="#(\w+)"/g)].map(([, id]) => shapeOf.get(id) ?? "")
  expect(new Set(shapes).size).toBe(6)
  expect(shapes.filter(shape => shape.length < 40)).toEqual([])
})

test("[EV9] without the optional Chinese font the board is drawn all the same", () => {
  const drawing = boardAsSvg(canvasOf(texts("chinese", 9)), "light", loadFonts({ withChinese: false }))

  expect(drawing).toContain("<path")
  expect(drawing).toContain("清华大学知识工程实验室")
})

test("[EV2] a board takes the largest size of type at which it fits, and none under 7 points", () => {
  const fonts = loadFonts()
  const cardSizes = (count: number) => {
    const { sheets } = layoutBoard(canvasOf(texts("latin", count)), paperStyle("a4"), fonts)
    return sheets.flatMap(({ parts }) =>
      parts.flatMap(part => (part.kind === "words" && part.role === "card" ? [part.size] : [])),
    )
  }

  expect(new Set(cardSizes(18))).toEqual(new Set([9]))
  const [crowded = 0] = cardSizes(80)
  expect(crowded).toBeLessThan(9)
  expect(Math.min(...cardSizes(300))).toBe(7)
})

test("[EV11] the palette of the formats is that of the page", () => {
  const css = readFileSync(`${root}/client/styles/tokens.css`, "utf8")
  const dashed = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

  for (const theme of ["light", "dark"] as const)
    for (const [name, color] of Object.entries(paletteOf(theme))) {
      const [, light = "", dark = ""] =
        new RegExp(`--${dashed(name)}: light-dark\\((#\\w+), (#\\w+)\\);`).exec(css) ?? []
      const token = theme === "light" ? light : dark
      expect(token).not.toBe("")
      if (token.length === 7) expect([name, color]).toEqual([name, token])
    }
})
