// A board that was drawn on pages or slides, read again: what they say in the order they say it → the cards' words.
import { expect } from "vitest"
import type { ExportSource } from "../../../server/formats/format.ts"
import type { Canvas } from "../../../shared/model/canvas.ts"
import { bare } from "./sample-canvas.ts"

/** The text of each page, bare and without its foot, which has to be there. */
export function withoutFoot(
  pages: readonly string[],
  { canvas }: ExportSource,
  date = "24November2026",
): string[] {
  return pages.map((page, i) => {
    const foot = `${bare(canvas.template.attribution)}${date}·${i + 1}of${pages.length}`
    const text = bare(page)
    expect(text.slice(-foot.length)).toBe(foot)
    return text.slice(0, -foot.length)
  })
}

/** The texts of the blocks over all pages of a board, put together by their headings. */
export function boardBlocks(pages: readonly string[], { template, title }: Canvas): Map<string, string> {
  const found = new Map(template.blocks.map(block => [block.title, ""]))
  const heads = template.blocks.map(block => `${block.step}${bare(block.title)}`)
  const cut = new RegExp(`(${heads.map(head => `${head}(?:,continued)?`).join("|")})`)
  for (const page of pages) {
    const [before, ...parts] = page.split(cut)
    expect(before).toBe(bare(title))
    for (let i = 0; i < parts.length; i += 2) {
      const block = template.blocks.find(({ title }, b) => parts[i]?.startsWith(heads[b] ?? title))
      const text = parts[i + 1]?.replace(/\d+moreonpage\d+$/, "") ?? ""
      if (block) found.set(block.title, `${found.get(block.title)}${text}`)
    }
  }
  return found
}
