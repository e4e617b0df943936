// What happens to a caret when the text around it goes: by others, by undo, or by one after the other.
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest"
import * as Y from "yjs"
import { openUndo } from "../../../client/sync/undo.ts"
import { contentOf } from "../../../shared/model/document.ts"
import { appendText, paragraph, readText } from "../../../shared/model/rich-text.ts"
import { exchange, openEditor } from "./world.ts"

let complaints: MockInstance<typeof console.error>
beforeEach(() => {
  complaints = vi.spyOn(console, "error")
})
afterEach(() => {
  expect(complaints).not.toHaveBeenCalled()
  complaints.mockRestore()
})

/** Two people with the commentary open. */
function openTogether(...texts: string[]) {
  const [here, there] = [contentOf(new Y.Doc()), contentOf(new Y.Doc())]
  appendText(here.commentary, texts.map(paragraph))
  exchange(here.doc, there.doc)
  const undo = openUndo(here)
  const mine = openEditor(here.commentary, undo)
  const theirs = openEditor(there.commentary, openUndo(there))
  // As on the wire: what comes from the other side is applied, and nothing else happens here.
  here.doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin !== "wire") Y.applyUpdate(there.doc, update, "wire")
  })
  there.doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin !== "wire") Y.applyUpdate(here.doc, update, "wire")
  })
  const type = (words: string) => mine.view.dispatch(mine.state.tr.insertText(words))
  const caret = () => [mine.state.selection.anchor, mine.state.selection.head]
  const shown = () => ({
    mine: mine.getText({ blockSeparator: "|" }),
    theirs: theirs.getText({ blockSeparator: "|" }),
    stored: [readText(here.commentary), readText(there.commentary)],
  })
  const both = (...paragraphs: string[]) => ({
    mine: paragraphs.join("|"),
    theirs: paragraphs.join("|"),
    stored: [paragraphs.map(paragraph), paragraphs.map(paragraph)],
  })
  return { undo, mine, theirs, type, caret, shown, both }
}

test.each([
  { what: "the words before it", from: 6, to: 20, left: ["one", ""], at: 6 },
  { what: "the end of the words before it", from: 9, to: 20, left: ["one", "two"], at: 9 },
  { what: "its paragraph", from: 5, to: 21, left: ["one"], at: 4 },
  { what: "everything", from: 0, to: 21, left: [""], at: 1 },
])("[RT6] others delete $what, while the caret is at the end", ({ from, to, left, at }) => {
  const { mine, theirs, caret, shown, both } = openTogether("one", "two three four")
  mine.commands.setTextSelection(20)

  theirs.commands.setTextSelection(2)
  theirs.commands.deleteRange({ from, to })

  expect(shown()).toEqual(both(...left))
  expect(caret()).toEqual([at, at])
})

test("[RT6] a long insert and its paragraph are taken back and done again with the caret at their end", () => {
  const { undo, mine, type, caret, shown, both } = openTogether("one")
  mine.commands.setTextSelection(4)
  type(" and a good deal more")
  undo.separate()
  mine.view.dispatch(mine.state.tr.split(25))
  type("below")
  undo.separate()

  undo.undo()
  undo.undo()
  const undone = { texts: shown(), caret: caret() }
  undo.redo()
  undo.redo()

  expect(undone).toEqual({ texts: both("one"), caret: [4, 4] })
  expect(shown()).toEqual(both("one and a good deal more", "below"))
})

test("[RT6] who takes back a step made in a longer text goes on seeing what others write", () => {
  const { undo, mine, theirs, type, caret, shown, both } = openTogether("one two three four")
  mine.commands.setTextSelection(19)
  type("!")
  theirs.commands.deleteRange({ from: 2, to: 19 })

  undo.undo()
  theirs.view.dispatch(theirs.state.tr.insertText("n", 2))

  expect(shown()).toEqual(both("on"))
  expect(caret()).toEqual([2, 2])
})

test("[RT6] words whose deletion was taken back are not selected again when others write", () => {
  const { undo, mine, theirs, caret, shown, both } = openTogether("one two three four")
  mine.commands.setTextSelection({ from: 5, to: 14 })
  mine.commands.deleteSelection()

  undo.undo()
  theirs.view.dispatch(theirs.state.tr.insertText("No ", 1))

  expect(shown()).toEqual(both("No one two three four"))
  expect(caret()).toEqual([8, 8])
})
