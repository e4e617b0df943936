// No word of a page is lost, whatever has happened to the page on its way.
import { readFileSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import { templates } from "../../seeds/seeds.ts"
import type { CardId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import { type ParsedPage, parsePage } from "../../shared/model/parse.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { checkText } from "../../shared/model/schema.ts"

const [template] = templates() as [Template]
const page = readFileSync(new URL("../fixtures/breakdown-page.txt", import.meta.url), "utf8")
const paragraphs = page.split(/\n\n+/)

function parse(text: string): ParsedPage {
  let made = 0
  return parsePage(text, template, { newCardId: () => `card-${++made}` as CardId })
}

/** Words as fine as copying can glue them: "MetricValue" and "Metric", "Value" are the same. */
const wordsIn = (text: string) =>
  text.replace(/[\u00ad\u200b\u2060\ufeff]/g, "").match(/\p{Lu}?\p{Ll}+|\p{Lu}+|\p{L}|\p{N}+/gu) ?? []

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of wordsIn(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** Every word of a parsed page, blocks' titles included: a heading's words live on in the template. */
function outputOf(text: string): string {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.fault)
  const { category, title, lead, cards, commentary } = parsed.canvas
  const titles = template.blocks.map(block => block.title)
  return [
    category,
    title,
    plainText(lead),
    ...titles,
    ...cards.map(card => plainText(card.text)),
    plainText(commentary),
  ].join("\n")
}

function lostFrom(text: string): string[] {
  const output = countsOf(outputOf(text))
  return [...countsOf(text)].filter(([word, count]) => (output.get(word) ?? 0) < count).map(([word]) => word)
}

const shuffled = fc.shuffledSubarray(paragraphs, { minLength: 1 })
const mutations = fc.array(
  fc.constantFrom<(text: string) => string>(
    text => text.replace(/\n/g, "\r\n"),
    text => text.replace(/ /g, "\u00a0"),
    text => text.replace(/\n\n/g, "\n"),
    text => text.replace(/\n/g, "\n\n"),
    text => text.replace(/ •/g, "\n•"),
    text => text.replace(/• /g, "- "),
    text => text.replace(/• /g, "*\t"),
    text => text.replace(/• /g, ""),
    text => text.replace(/: /g, ":\u2003"),
    text => text.replace(/^/gm, "\t"),
    text => text.replace(/$/gm, " \u200b"),
    text => text.replace(/([a-z])([~\d])/g, "$1\t$2"),
    text => text.replace(/(.{60}\S*) /g, "$1\n"),
  ),
  { maxLength: 5 },
)

test("[IM2] no word of the page is lost", () => {
  expect(lostFrom(page)).toEqual([])
  expect(wordsIn(page).length).toBeGreaterThan(1500)
})

test("[IM2] no word is lost from a page whose paragraphs are shuffled, missing and copied badly", () => {
  fc.assert(
    fc.property(shuffled, mutations, (kept, changes) => {
      // One heading of its own makes sure that the page is taken.
      const text = changes.reduce(
        (changed, change) => change(changed),
        ["Channels", "• Fairs", ...kept].join("\n\n"),
      )

      // Of a heading that stands there twice only one stays in the template: its words are counted once.
      const headings = new Set(template.blocks.flatMap(block => wordsIn(block.title)))
      expect(lostFrom(text).filter(word => !headings.has(word))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

const fragments = fc.oneof(
  fc.constantFrom(
    "Channels",
    "Key Partners:",
    "\n",
    "\n\n",
    "• ",
    " • ",
    "- ",
    "1. ",
    "I. ",
    "# ",
    "\t",
    "|",
    ": ",
    ".",
    "Risk 1: ",
    "MetricValue",
    "Date8M",
    "—",
    "\u0000",
    "\ud800",
    "\u00a0",
    "\u2028",
  ),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.lorem({ maxCount: 12, mode: "sentences" }),
)

test("[IM2] any text is read without a throw into text that an editor may mount", () => {
  fc.assert(
    fc.property(fc.array(fragments, { maxLength: 60 }), parts => {
      const parsed = parse(`Channels\n${parts.join("")}`)

      if (!parsed.ok) throw new Error(parsed.fault)
      const { canvas } = parsed
      for (const text of [canvas.lead, canvas.commentary, ...canvas.cards.map(card => card.text)])
        expect(checkText(text)).toEqual({ ok: true })
    }),
    { numRuns: 500 },
  )
})

test("[IM2] any words of letters are in the output", () => {
  // Numbers of lists and of blocks' headings become structure, and so do Roman ones.
  const isCounting = (word: string) => /^[IVXivx]+$|^\p{N}+$/u.test(word)
  const known = new Set(
    template.blocks
      .flatMap(block => [block.title, ...block.aliases])
      .flatMap(wordsIn)
      .map(word => word.toLowerCase()),
  )
  fc.assert(
    fc.property(fc.array(fragments, { maxLength: 60 }), parts => {
      const text = `Channels\n${parts.join("")}`
      const output = new Set(wordsIn(outputOf(text)))

      expect(
        wordsIn(text).filter(
          word => !output.has(word) && !isCounting(word) && !known.has(word.toLowerCase()),
        ),
      ).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test("[IM2] a page of a megabyte is read in seconds", () => {
  const large = [
    "Channels",
    ...Array.from({ length: 5000 }, (_, i) => `• Item ${i}: ${"word ".repeat(10)}`),
    ...Array(200).fill(page),
  ].join("\n\n")
  const before = process.cpuUsage()

  expect(parse(large).ok).toBe(true)
  // Of the processor's time, of which others on the machine take none.
  expect(process.cpuUsage(before).user).toBeLessThan(5_000_000)
})
