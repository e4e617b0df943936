// The commentary's headings: in the document, for the outline, and on the page, for finding one's way. Both know only
// those at the top level, so that the n-th of one is the n-th of the other.
import * as Y from "yjs"
import type { RichNode } from "../../shared/model/canvas.ts"
import { plainText, readRuns } from "../../shared/model/rich-text.ts"
import { createView, sameOr, type View } from "../hooks/view.ts"
import { headingLevel } from "../text/static-text.tsx"

export interface Heading {
  level: number
  words: string
}

/** The headings as they stand, read without reading the text between them: typing goes on all the time. */
export function headingsView(fragment: Y.XmlFragment): View<Heading[]> {
  return createView<Heading[]>(
    before => sameOr(before, fragment.toArray().flatMap(readHeading)),
    changed => fragment.observeDeep(changed),
  )
}

function readHeading(element: unknown): Heading[] {
  if (!(element instanceof Y.XmlElement) || element.nodeName !== "heading") return []
  const runs = element.toArray().flatMap(child => (child instanceof Y.XmlText ? readRuns(child) : []))
  const node: RichNode = { type: "heading", attrs: element.getAttributes() as Record<string, unknown> }
  return [{ level: headingLevel(node), words: plainText(runs) }]
}

/** The elements of the same headings below `article`, live or static. */
export const headingElements = (article: Element): HTMLElement[] => [
  ...article.querySelectorAll<HTMLElement>(":is([data-still], .ProseMirror) > :is(h1, h2, h3, h4)"),
]
