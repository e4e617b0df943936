// Which block a heading means: in any case, numbered or not, by title or by one of the other names pages use.
import type { BlockId } from "../ids.ts"
import type { Template } from "./blocks.ts"

export interface BlockNames {
  /** By title or by another name. */
  named(heading: string): BlockId | undefined
  /** By its full title only. */
  titled(heading: string): BlockId | undefined
}

export function blockNames({ blocks }: Template): BlockNames {
  const titles = new Map(blocks.map(block => [keyOf(block.title), block.id]))
  const others = new Map(blocks.flatMap(({ id, aliases }) => aliases.map(alias => [keyOf(alias), id])))
  return {
    named: heading => titles.get(keyOf(heading)) ?? others.get(keyOf(heading)),
    titled: heading => titles.get(keyOf(heading)),
  }
}

/** The template that the most of these headings name blocks of; the first of those that are even. */
export function templateFor(
  headings: readonly string[],
  templates: readonly [Template, ...Template[]],
): Template {
  const countOf = (template: Template) => {
    const { named } = blockNames(template)
    return new Set(headings.map(named).filter(id => id !== undefined)).size
  }
  return templates.reduce((best, each) => (countOf(each) > countOf(best) ? each : best), templates[0])
}

/** A heading as it is compared: without number, colon, case and the make of apostrophes and ampersands. */
const keyOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/^\(?(?:\d{1,2}|[ivx]{1,5})[.):]\s*/, "")
    .replace(/[’‘]/g, "'")
    .replace(/&/g, "and")
    .replace(/[*_:：]/g, "")
    .replace(/\s+/g, " ")
    .trim()
