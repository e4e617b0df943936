// When the carets of the others are drawn again. Each drawing is a transaction of the editor; the clock is the test's,
// since they are asked for by a timer.
import { Editor } from "@tiptap/core"
import { Collaboration } from "@tiptap/extension-collaboration"
import { ySyncPluginKey } from "@tiptap/y-tiptap"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness"
import * as Y from "yjs"
import { Carets } from "../../../client/text/carets.ts"
import { richTextExtensions } from "../../../shared/model/extensions.ts"
import { contentWith, FIRST, fragmentOf, roomOf, words } from "./world.ts"

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function openTogether() {
  const content = contentWith({ id: FIRST, text: words("Revenue: API") })
  const { awareness, undo } = roomOf(content)
  const fragment = fragmentOf(content, FIRST)
  const editor = new Editor({
    element: document.createElement("div"),
    extensions: [
      ...richTextExtensions(),
      Collaboration.configure({
        fragment,
        yUndoOptions: { undoManager: undo.forEditor(ySyncPluginKey) },
      }),
      Carets(awareness, content.doc),
    ],
  })
  const theirs = new Awareness(new Y.Doc())
  const run = (fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText
  const told = (state: Record<string, unknown>) => {
    theirs.setLocalState({ user: { name: "Ben", color: "#2f68b0" }, ...state })
    applyAwarenessUpdate(awareness, encodeAwarenessUpdate(theirs, [theirs.clientID]), "wire")
  }
  const caretAt = (index: number) => {
    const position = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(run, index))
    return { anchor: position, head: position }
  }
  /** How often the carets are drawn because of what `change` does. */
  const drawings = (change: () => void) => {
    vi.advanceTimersByTime(10)
    let count = 0
    const listen = ({ transaction }: { transaction: { docChanged: boolean } }) => {
      if (!transaction.docChanged) count++
    }
    editor.on("transaction", listen)
    change()
    vi.advanceTimersByTime(10)
    editor.off("transaction", listen)
    return count
  }
  return { editor, awareness, told, caretAt, drawings }
}

const caretsIn = (editor: Editor) => [...editor.view.dom.querySelectorAll("[data-unsearched]")]

test("[CL9] carets are drawn again when one of them has moved, and for nothing else about people", () => {
  const { editor, awareness, told, caretAt, drawings } = openTogether()

  const counts = {
    comes: drawings(() => told({ cursor: caretAt(2) })),
    isElsewhere: drawings(() => told({ cursor: caretAt(2), at: { kind: "commentary" } })),
    isMine: drawings(() => awareness.setLocalStateField("at", { kind: "lead" })),
    moves: drawings(() => told({ cursor: caretAt(5) })),
    goes: drawings(() => told({})),
  }

  expect(counts).toEqual({ comes: 1, isElsewhere: 0, isMine: 0, moves: 1, goes: 1 })
  expect(caretsIn(editor)).toEqual([])
})

test("[CL9] the others' carets stand again after a paragraph was split here", () => {
  const { editor, awareness, told, caretAt } = openTogether()
  told({ cursor: caretAt(2) })
  vi.advanceTimersByTime(10)

  editor.view.dispatch(editor.state.tr.split(6))
  awareness.setLocalStateField("at", { kind: "lead" })
  vi.advanceTimersByTime(10)

  expect(caretsIn(editor).map(caret => caret.textContent)).toEqual(["\u2060Ben\u2060"])
})
