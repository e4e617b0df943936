import { existsSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { exampleCanvas, templates } from "../../seeds/seeds.ts"
import zai from "../../seeds/zai.canvas.json" with { type: "json" }
import { toCanvasFile } from "../../shared/model/canvas-file.ts"
import { plainText, splitTitle } from "../../shared/model/rich-text.ts"

const example = exampleCanvas()
const passages = [
  example.category,
  example.title,
  ...[example.lead, example.commentary, ...example.cards.map(card => card.text)].flatMap(text =>
    plainText(text).split(/[\n\t]/),
  ),
]
const words = passages.join("\n").replace(/[’‘]/g, "'")

test("[IM5] the example has its thirty cards, each a title with a detail, a tag, a maker and a time", () => {
  const counts = example.template.blocks.map(
    block => example.cards.filter(card => card.block === block.id).length,
  )

  expect(counts).toEqual([4, 4, 4, 3, 3, 3, 3, 3, 3])
  expect(example.cards.filter(card => splitTitle(plainText(card.text)).detail === "")).toEqual([])
  expect(
    example.cards.filter(card => card.tag === undefined || card.by !== "Ninefold" || card.born === 0),
  ).toEqual([])
  expect(example.tags.filter(tag => !example.cards.some(card => card.tag === tag.id))).toEqual([])
})

test("[IM5] the example has the take, six sections, their headings, the table, the source and the disclaimer", () => {
  const headings = (level: number) =>
    example.commentary.filter(node => node.attrs?.level === level).map(node => plainText([node]))
  const table = example.commentary.find(node => node.type === "table")

  expect(headings(2).map(heading => heading.split(" ")[0])).toEqual([
    "Editor’s",
    "I.",
    "II.",
    "III.",
    "IV.",
    "V.",
    "VI.",
  ])
  expect(headings(3)).toHaveLength(17)
  expect(table?.content?.map(row => row.content?.length)).toEqual(Array(10).fill(2))
  expect(words).toMatch(/^\[Sources: Z\.ai prospectus; Pengpai News; Wikipedia/m)
  expect(words).toMatch(/^Compiled from public filings.*advice on investing\.$/m)
})

const facts = {
  table:
    "January 8, 2026|HKEX|2513.HK|~4.3B HKD|51B+ HKD|8.3B+ RMB|820M RMB|50%+|2.7M+|100M+ RMB|800+|Q2 2025|H1 2025",
  figures:
    "300–500M RMB|61.28M RMB|23%|10%|10–20x|10x|10M|20M|7x|90 days|more than 50%|2027|2026–2027|2019|2022",
  times: "January 2025|May 2025|July 2025|August 2025|September 2025|February 2026|April 2026|Five days",
  models:
    "GLM|GLM-4.6|GLM-5 series|GLM-5.1|GPT|Opus 4.6|ERNIE Bot|Qwen|Hunyuan|ChatGPT|General Language Model|ACL 2022",
  companies:
    "Zhipu AI|OpenAI|Anthropic|Baidu|ByteDance|Alibaba|Tencent|Meituan|Samsung|Bank of China|Hugging Face",
  chips: "Cambricon|Moore Threads|Huawei|Ascend|FP8|Int4",
  places: "Hong Kong|Hangzhou|Middle East|UK|Singapore|Malaysia|Entity List|Commerce Department",
  terms:
    "Tsinghua University|Knowledge Engineering Group|KEG|AMiner|MIT License|bigmodel.cn|MaaS|SaaS|ARR|SMEs|Series C and D",
  sectors:
    "finance|healthcare|public administration|G-sector|B-tier|technologically sovereign|open-source|tenders",
}

test.each(Object.entries(facts))("[IM5] the example carries the %s of the breakdown", (_, list) => {
  expect(list.split("|").filter(fact => !words.toLowerCase().includes(fact.toLowerCase()))).toEqual([])
})

test("[IM5][IM4] the example's file is exactly what an export of it writes, on the template's own grid", () => {
  expect(toCanvasFile(example)).toEqual(zai)
  expect(example.template).toEqual(templates()[0])
})

test("[IM5] every call gives a copy of its own", () => {
  exampleCanvas().cards.pop()

  expect(exampleCanvas().cards).toHaveLength(30)
})

/** Runs of this many words in common are sentences of somebody else. */
const RUN_LENGTH = 8

function runsIn(text: string): string[] {
  const all =
    text
      .toLowerCase()
      .replace(/[’‘]/g, "'")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return all.slice(0, 1 - RUN_LENGTH).map((_, i) => all.slice(i, i + RUN_LENGTH).join(" "))
}

/** The published page, where it lies beside this project: it is its publisher's and not part of it. */
const published = new URL("../../../shared/reference/zai-breakdown.txt", import.meta.url)
/** Lists of names, which can only be said one way. */
const names = new Set([
  "domestic chip vendors cambricon moore threads huawei ascend",
  "academic and research institutions tsinghua keg and aminer",
  "z ai prospectus pengpai news wikipedia 2025 2026",
])

test("[IM5] no sentence of the example is the published page's", () => {
  const theirs = new Set(existsSync(published) ? runsIn(readFileSync(published, "utf8")) : [])
  const ours = passages.flatMap(runsIn).filter(run => !names.has(run))

  // Without the page there is nothing to compare with; that the runs are cut right is held in any case.
  expect(runsIn("a b c d e f g h i")).toEqual(["a b c d e f g h", "b c d e f g h i"])
  expect(ours.length).toBeGreaterThan(1500)
  expect(ours.filter(run => theirs.has(run))).toEqual([])
})
