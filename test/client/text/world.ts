// A room's content with one card, and editors as the client mounts them, for the tests of text and undo.
import { Editor } from "@tiptap/core"
import { Collaboration } from "@tiptap/extension-collaboration"
import { ySyncPluginKey } from "@tiptap/y-tiptap"
import { onTestFinished } from "vitest"
import { Awareness } from "y-protocols/awareness"
import * as Y from "yjs"
import type { Access } from "../../../client/sync/access.ts"
import type { OpenRoom, Saved } from "../../../client/sync/open-room.ts"
import { openUndo, type Undo } from "../../../client/sync/undo.ts"
import { assert } from "../../../shared/assert.ts"
import type { BlockId, CardId, PersonId, RoomId } from "../../../shared/ids.ts"
import type { RichText } from "../../../shared/model/canvas.ts"
import { type Content, cardOf, contentOf, textOf } from "../../../shared/model/document.ts"
import { addCards } from "../../../shared/model/edits.ts"
import { richTextExtensions } from "../../../shared/model/extensions.ts"
import { paragraph, readText } from "../../../shared/model/rich-text.ts"
import { personColours } from "../../../shared/presence.ts"

export const HERE = "here" as BlockId
export const THERE = "there" as BlockId
export const FIRST = "first" as CardId
export const SECOND = "second" as CardId

export function contentWith(...cards: { id: CardId; text: RichText }[]): Content {
  const content = contentOf(new Y.Doc())
  addCards(
    content,
    cards.map(card => ({ ...card, by: "Ana", born: 1 })),
    { block: HERE, position: 0 },
  )
  return content
}

export function fragmentOf(content: Content, id: CardId): Y.XmlFragment {
  const card = cardOf(content, id)
  const text = card && textOf(card)
  assert(text, `card ${id} is there`)
  return text
}

/** An editor as the client mounts it, which ends with the test: its timers would outlive the page. */
export function openEditor(fragment: Y.XmlFragment, undo: Undo): Editor {
  const editor = new Editor({
    element: document.createElement("div"),
    extensions: [
      ...richTextExtensions(),
      Collaboration.configure({
        fragment,
        yUndoOptions: { undoManager: undo.forEditor(ySyncPluginKey) },
      }),
    ],
  })
  onTestFinished(() => {
    if (!editor.isDestroyed) editor.destroy()
  })
  return editor
}

export const words = (text: string): RichText => [paragraph(text)]

export const read = (content: Content, id: CardId): RichText => readText(fragmentOf(content, id))

/** Makes two documents equal, as a server would. */
export function exchange(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)), "wire")
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)), "wire")
}

/** An open room as components see it: the document is real, the network is not there. */
export function roomOf(content: Content): OpenRoom {
  const undo = openUndo(content)
  const awareness = new Awareness(content.doc)
  const me = { name: "Ana", color: personColours[0] }
  awareness.setLocalStateField("user", me)
  return {
    id: "A".repeat(22) as RoomId,
    doc: content.doc,
    content,
    awareness,
    me,
    undo,
    joined: Promise.resolve(),
    isReady: () => true,
    access: () => access,
    admit: () => {},
    mayEdit: () => true,
    saved: () => saved,
    subscribe: () => () => {},
    onNews: () => () => {},
    setMe: () => {},
    setPlace: place => awareness.setLocalStateField("at", place),
    isComposing: () => false,
    mayLose: () => false,
    copy: () => Y.encodeStateAsUpdate(content.doc),
    letGo: async () => {},
    close: () => undo.close(),
  }
}

const access: Access = {
  person: "anaanaanaana" as PersonId,
  role: "edit",
  seesComments: true,
  isLocked: false,
}
const saved: Saved = { state: "saved" }
