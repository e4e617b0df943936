// Undo across everything a person edits, with the editors the client mounts.

import { Plugin } from "@tiptap/pm/state"
import { expect, test } from "vitest"
import * as Y from "yjs"
import { openUndo } from "../../client/sync/undo.ts"
import { contentOf } from "../../shared/model/document.ts"
import { addCards, moveCards, setMeta } from "../../shared/model/edits.ts"
import { readHeads, readMeta } from "../../shared/model/read.ts"
import { appendText, readText } from "../../shared/model/rich-text.ts"
import {
  contentWith,
  exchange,
  FIRST,
  fragmentOf,
  HERE,
  openEditor,
  read,
  SECOND,
  THERE,
  words,
} from "./text/world.ts"

test("[CL3] a card's text, its move, the title and the commentary are taken back in the order of doing", () => {
  const content = contentWith({ id: FIRST, text: words("Alibaba") })
  const undo = openUndo(content)
  const card = openEditor(fragmentOf(content, FIRST), undo)
  const commentary = openEditor(content.commentary, undo)
  card.commands.insertContentAt(8, " Cloud")
  undo.separate()
  moveCards(content, [FIRST], { block: THERE, position: 0 })
  undo.separate()
  commentary.commands.insertContentAt(0, "Why")
  undo.separate()
  setMeta(content, { title: "Z.ai" })

  const places = [undo.undo(), undo.undo(), undo.undo(), undo.undo()]

  expect(places).toEqual([
    undefined,
    { kind: "commentary" },
    { kind: "card", card: FIRST, editing: false },
    { kind: "card", card: FIRST, editing: false },
  ])
  expect(undo.canUndo()).toBe(false)
  expect(readMeta(content).title).toBe("")
  expect(commentary.getText()).toBe("")
  expect(readHeads(content).map(head => head.block)).toEqual([HERE])
  expect(card.getText()).toBe("Alibaba")
})

test("[CL3] what was taken back is done again in the same order, and says where it was", () => {
  const content = contentWith({ id: FIRST, text: words("Alibaba") })
  const undo = openUndo(content)
  const card = openEditor(fragmentOf(content, FIRST), undo)
  card.commands.insertContentAt(8, " Cloud")
  undo.separate()
  moveCards(content, [FIRST], { block: THERE, position: 0 })
  undo.undo()
  undo.undo()

  const places = [undo.redo(), undo.redo()]

  const place = { kind: "card", card: FIRST, editing: false }
  expect(places).toEqual([place, place])
  expect(read(content, FIRST)).toEqual(words("Alibaba Cloud"))
  expect(readHeads(content).map(head => head.block)).toEqual([THERE])
})

test("[CL3] what others have done stays when a person takes back their own", () => {
  const mine = contentWith({ id: FIRST, text: words("Alibaba") })
  const theirs = contentOf(new Y.Doc())
  exchange(mine.doc, theirs.doc)
  const undo = openUndo(mine)
  const editor = openEditor(fragmentOf(mine, FIRST), undo)
  editor.commands.insertContentAt(8, " Cloud")
  exchange(mine.doc, theirs.doc)
  appendText(theirs.commentary, words("Theirs"))
  moveCards(theirs, [FIRST], { block: THERE, position: 0 })
  exchange(mine.doc, theirs.doc)

  undo.undo()

  expect(undo.canUndo()).toBe(false)
  expect(read(mine, FIRST)).toEqual(words("Alibaba"))
  expect(readHeads(mine).map(head => head.block)).toEqual([THERE])
  expect(readText(mine.commentary)).toEqual(words("Theirs"))
})

test("[CL3] taking back a new card archives it, and what another has written on it survives", () => {
  const mine = contentWith()
  const theirs = contentOf(new Y.Doc())
  const undo = openUndo(mine)
  addCards(mine, [{ id: FIRST, text: words("Mine"), by: "Ana", born: 5 }], { block: HERE, position: 0 })
  exchange(mine.doc, theirs.doc)
  appendText(fragmentOf(theirs, FIRST), words("and theirs"))
  exchange(mine.doc, theirs.doc)

  const place = undo.undo()
  const undone = readHeads(mine).map(({ id, gone }) => ({ id, gone }))
  undo.redo()

  expect(place).toEqual({ kind: "card", card: FIRST, editing: false })
  expect(undone).toEqual([{ id: FIRST, gone: 5 }])
  expect(readHeads(mine).map(head => head.gone)).toEqual([undefined])
  expect(read(mine, FIRST)).toEqual([...words("Mine"), ...words("and theirs")])
})

test("[CL4] after fifty editors have come and gone, an open one is still followed and nothing listens twice", () => {
  const content = contentWith({ id: FIRST, text: words("One") }, { id: SECOND, text: words("Two") })
  const undo = openUndo(content)
  const staying = openEditor(fragmentOf(content, FIRST), undo)
  const listening = () => [...content.doc._observers.values()].map(listeners => listeners.size)
  const before = listening()

  for (let cycle = 0; cycle < 50; cycle++) {
    const passing = openEditor(fragmentOf(content, SECOND), undo)
    passing.commands.insertContentAt(1, "x")
    undo.separate()
    passing.destroy()
  }
  staying.commands.insertContentAt(4, "!")

  expect(listening()).toEqual(before)
  expect(staying.getText()).toBe("One!")
  undo.undo()
  expect(staying.getText()).toBe("One")
  for (let cycle = 0; cycle < 50; cycle++) undo.undo()
  expect(read(content, SECOND)).toEqual(words("Two"))
  expect(undo.canUndo()).toBe(false)
})

test("[CL4] an editor that takes a plugin late goes on remembering and is told once", () => {
  const content = contentWith({ id: FIRST, text: words("One") })
  const undo = openUndo(content)
  const editor = openEditor(fragmentOf(content, FIRST), undo)
  let told = 0
  for (let late = 0; late < 5; late++) editor.registerPlugin(new Plugin({}))
  undo.subscribe(() => told++)

  editor.commands.insertContentAt(4, "!")
  const changes = told
  undo.undo()

  expect(changes).toBe(1)
  expect(editor.getText()).toBe("One")
})
