// Shows a card's title in bold while it is edited, by the rule of the static render and without writing a mark.
import { Extension } from "@tiptap/core"
import type { Node } from "@tiptap/pm/model"
import { Plugin } from "@tiptap/pm/state"
import { Decoration, DecorationSet } from "@tiptap/pm/view"
import { titleLength } from "./title.ts"

export const TitleDecoration = Extension.create({
  name: "titleDecoration",
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      state: {
        init: (_config, state) => decorate(state.doc),
        apply: (transaction, before) => (transaction.docChanged ? decorate(transaction.doc) : before),
      },
      props: {
        decorations(state) {
          return this.getState(state)
        },
      },
    }),
  ],
})

function decorate(doc: Node): DecorationSet {
  const first = doc.firstChild
  const length = first?.type.name === "paragraph" ? titleLength(firstLine(first)) : 0
  if (length === 0) return DecorationSet.empty
  return DecorationSet.create(doc, [Decoration.inline(1, 1 + length, { nodeName: "b" })])
}

function firstLine(paragraph: Node): string {
  let line = ""
  for (let index = 0; index < paragraph.childCount; index++) {
    const { text } = paragraph.child(index)
    if (text === undefined) break
    line += text
  }
  return line
}
