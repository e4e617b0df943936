// Shows a card's title and an article's lead-ins while they are edited, by the rules of the static render and without
// writing a mark.
import { Extension } from "@tiptap/core"
import type { Node } from "@tiptap/pm/model"
import { Plugin } from "@tiptap/pm/state"
import { Decoration, DecorationSet } from "@tiptap/pm/view"
import { isLeadIn, titleLength } from "../../shared/model/title.ts"

const decorated = (name: string, find: (doc: Node) => Decoration[]) =>
  Extension.create({
    name,
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        state: {
          init: (_config, { doc }) => DecorationSet.create(doc, find(doc)),
          apply: ({ docChanged, doc }, before) =>
            docChanged ? DecorationSet.create(doc, find(doc)) : before,
        },
        props: {
          decorations(state) {
            return this.getState(state)
          },
        },
      }),
    ],
  })

export const TitleDecoration = decorated("titleDecoration", doc => {
  const first = doc.firstChild
  const length = first?.type.name === "paragraph" ? titleLength(firstLine(first)) : 0
  return length === 0 ? [] : [Decoration.inline(1, 1 + length, { nodeName: "b" })]
})

export const LeadInDecoration = decorated("leadInDecoration", doc => {
  const found: Decoration[] = []
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    const first = node.firstChild
    const isBold = first?.marks.some(mark => mark.type.name === "bold") ?? false
    if (first?.text && isLeadIn(first.text, isBold))
      found.push(Decoration.inline(position + 1, position + 1 + first.nodeSize, { "data-lead-in": "" }))
    return false
  })
  return found
})

function firstLine(paragraph: Node): string {
  let line = ""
  for (let index = 0; index < paragraph.childCount; index++) {
    const { text } = paragraph.child(index)
    if (text === undefined) break
    line += text
  }
  return line
}
