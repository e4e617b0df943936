// Canvases that exporters are tried on, and what their text has to be when it is taken out again.
import { exampleCanvas } from "../../../seeds/seeds.ts"
import type { ExportOptions, ExportSource } from "../../../server/formats/format.ts"
import type { CardId } from "../../../shared/ids.ts"
import type { Canvas, RichText } from "../../../shared/model/canvas.ts"
import { paragraph, plainText } from "../../../shared/model/rich-text.ts"

export const words = (...lines: string[]): RichText => lines.map(paragraph)

/** As many cards as there are texts, dealt over the blocks in turn; no tags, no lead and nothing else to read. */
export function canvasOf(texts: readonly string[], more: Partial<Canvas> = {}): Canvas {
  const example = exampleCanvas()
  const { blocks } = example.template
  const cards = blocks.flatMap((block, b) =>
    texts.flatMap((text, i) =>
      i % blocks.length === b
        ? [
            {
              id: `card-${i}` as CardId,
              block: block.id,
              order: `a${String(i).padStart(5, "0")}`,
              text: words(...text.split("\n")),
              by: "",
              born: 0,
            },
          ]
        : [],
    ),
  )
  const bare = { title: "A canvas", category: "", designedFor: "", designedBy: "", tags: [], lead: [] }
  return { ...example, ...bare, commentary: [], cards, ...more }
}

const latin = [
  "Direct sales to schools: Two people who have taught themselves, calling between three and five.",
  "A card without a title that is one plain sentence",
  "https://example.org/a/very/long/address?with=a-query&and=another#and-a-fragment is no title",
  "Figures: 12 % of 1,200 at 3:1 or 40–50 €, “quoted”, half-done; näive façade fjord office",
]
const chinese = [
  "清华大学知识工程实验室：提供科研成果、人才储备以及竞争对手用钱买不到的声誉。",
  "国产芯片厂商（寒武纪、摩尔线程、华为昇腾）：政府采购之前，模型必须先能在国产硬件上运行。",
  "中英混排 API 平台：开发者自助注册，按调用量计费，2.7M+ 用户。",
]
const emoji = [
  "Launch 🚀: with a team of 👩‍🚀 and 👨‍👩‍👧‍👦, flags 🇨🇳🇩🇪 and ❤️ in text ✅",
  "👍🏽 alone: 🎉🎉🎉",
]
const long = [
  `${"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(2)}: one word`,
  `Title: ${"no-space".repeat(30)}`,
  "超长".repeat(120),
]
const kinds = { latin, chinese, emoji, long, mixed: [...latin, ...chinese, ...emoji, ...long] }

/** `count` texts, each with a number of its own so that none can stand for another. */
export const texts = (kind: keyof typeof kinds, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${kinds[kind][i % kinds[kind].length]} no${i}.`)

export const sourceOf = (canvas: Canvas, more: Partial<ExportSource> = {}): ExportSource => ({
  canvas,
  names: new Map(),
  withNames: true,
  at: Date.UTC(2026, 10, 24, 12),
  ...more,
})
export const options: ExportOptions = { paper: "a4", theme: "light", scale: 1 }

/**
 * Text without what lines and readers of files change: white space, and what shows nothing or, in a font of one colour,
 * nothing of its own (the selectors of emoji and of skins).
 */
export const bare = (text: string): string =>
  text.replace(/\s|\u200b|\ufe0f|\p{Emoji_Modifier}/gu, "").normalize("NFC")

/** Every block's heading with its cards behind it, in order. */
export const blockTexts = ({ template, cards }: Canvas): Map<string, string> =>
  new Map(
    template.blocks.map(({ id, title }) => [
      title,
      bare(cards.flatMap(card => (card.block === id ? [plainText(card.text)] : [])).join("\n")),
    ]),
  )
