// A text from reading to editing and back, over a real document.
import type { Editor } from "@tiptap/core"
import { act } from "react"
import { expect, test, vi } from "vitest"
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness"
import * as Y from "yjs"
import { RoomProvider } from "../../../client/hooks/room-context.tsx"
import type { OpenRoom } from "../../../client/sync/open-room.ts"
import { loadEditor } from "../../../client/text/load-editor.ts"
import { type Leave, TextField } from "../../../client/text/text-field.tsx"
import { assert } from "../../../shared/assert.ts"
import type { RichText } from "../../../shared/model/canvas.ts"
import { moveCards } from "../../../shared/model/edits.ts"
import { readHeads } from "../../../shared/model/read.ts"
import { appendText, paragraph } from "../../../shared/model/rich-text.ts"
import { openPage, page, root } from "../drawing.ts"
import { contentWith, exchange, FIRST, fragmentOf, HERE, read, roomOf, THERE, words } from "./world.ts"

openPage()

async function show(
  room: OpenRoom,
  editing: boolean,
  onDone: (how: Leave) => void = () => {},
): Promise<void> {
  // The chunk is there before the editor is asked for, as it is on a page that has come to rest.
  await loadEditor()
  await act(async () =>
    root.render(
      <RoomProvider room={room}>
        <TextField
          fragment={fragmentOf(room.content, FIRST)}
          place={{ kind: "card", card: FIRST, editing: true }}
          titled
          editing={editing}
          label="Card"
          onDone={onDone}
        />
      </RoomProvider>,
    ),
  )
}

const liveDom = () => page.querySelector<HTMLElement & { editor?: Editor }>(".ProseMirror")

function liveEditor(): Editor {
  const editor = liveDom()?.editor
  assert(editor, "an editor is mounted")
  return editor
}

const cell = (text: string) => ({ type: "tableCell", content: [paragraph(text)] })
const tempting: [string, RichText][] = [
  ["nothing", []],
  ["a list at the end", [{ type: "bulletList", content: [{ type: "listItem", content: [paragraph("a")] }] }]],
  [
    "addresses that are no links",
    [paragraph("see https://z.ai"), paragraph("www.z.ai and x"), paragraph("a ")],
  ],
  [
    "a table without spans",
    [{ type: "table", content: [{ type: "tableRow", content: [cell("a"), cell("b")] }] }],
  ],
  ["a heading of no level", [{ type: "heading", content: [{ type: "text", text: "x" }] }]],
]

test.each(tempting)(
  "[RT5] an editor over %s writes nothing when it comes and when it goes",
  async (_name, text) => {
    const room = roomOf(contentWith({ id: FIRST, text }))
    const updates: Uint8Array[] = []
    room.doc.on("update", (update: Uint8Array) => updates.push(update))

    await show(room, false)
    await show(room, true)
    const wasLive = liveDom() !== null
    await show(room, false)

    expect(wasLive).toBe(true)
    expect(updates).toEqual([])
  },
)

test("[RT5] an address another person has written is not made a link by the one who reads it", async () => {
  const room = roomOf(contentWith({ id: FIRST, text: words("one") }))
  await show(room, true)
  const theirs = contentWith()
  exchange(room.doc, theirs.doc)
  const mine = new Set<unknown>()
  room.doc.on("update", (_update: Uint8Array, origin: unknown) => mine.add(origin))

  act(() => {
    appendText(fragmentOf(theirs, FIRST), [paragraph("https://z.ai "), paragraph("more")])
    Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(theirs.doc), "wire")
  })

  expect(liveEditor().getText()).toContain("https://z.ai")
  expect([...mine]).toEqual(["wire"])
})

test.each<[string, RichText]>([
  ["node", [{ type: "poll", content: [{ type: "text", text: "Yes?" }] }]],
  ["mark", [{ type: "paragraph", content: [{ type: "text", text: "Yes?", marks: [{ type: "glow" }] }] }]],
  ["nesting", [{ type: "text", text: "Yes?" }]],
])(
  "[RT2] a text with an unknown %s stays static, says so, and stays in the document",
  async (_name, text) => {
    const room = roomOf(contentWith({ id: FIRST, text }))
    const before = Y.encodeStateAsUpdate(room.doc)

    await show(room, true)

    expect(liveDom()).toBeNull()
    expect(page.textContent).toContain("Yes?")
    expect(page.querySelector("[role=status]")?.textContent).toContain("can be read but not edited")
    expect(Y.encodeStateAsUpdate(room.doc)).toEqual(before)
  },
)

test.each<[string, (fragment: Y.XmlFragment) => void]>([
  ["text outside of any paragraph", fragment => fragment.insert(0, [new Y.XmlText()])],
  [
    "an object within words",
    fragment => {
      const element = new Y.XmlElement("paragraph")
      const text = new Y.XmlText()
      fragment.insert(0, [element])
      element.insert(0, [text])
      text.insertEmbed(0, { image: "x" })
    },
  ],
])("[RT2] %s, which would make the editor throw, keeps it from mounting", async (_name, write) => {
  const room = roomOf(contentWith({ id: FIRST, text: words("One") }))
  write(fragmentOf(room.content, FIRST))
  const before = Y.encodeStateAsUpdate(room.doc)

  await show(room, true)

  expect(liveDom()).toBeNull()
  expect(page.querySelector("[role=status]")?.textContent).toContain("can be read but not edited")
  expect(Y.encodeStateAsUpdate(room.doc)).toEqual(before)
})

test("[CL3] the undo key in an editor takes back what was done last, wherever that was", async () => {
  const room = roomOf(contentWith({ id: FIRST, text: words("One") }))
  await show(room, true)
  liveEditor().commands.insertContentAt(4, "!")
  room.undo.separate()
  moveCards(room.content, [FIRST], { block: THERE, position: 0 })

  const press = () =>
    act(() =>
      liveDom()?.dispatchEvent(
        new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true, cancelable: true }),
      ),
    )
  press()
  const afterFirst = {
    blocks: readHeads(room.content).map(head => head.block),
    text: read(room.content, FIRST),
  }
  press()

  expect(afterFirst).toEqual({ blocks: [HERE], text: words("One!") })
  expect(read(room.content, FIRST)).toEqual(words("One"))
})

test("[SH2] whoever may no longer write keeps the focus where they wrote, and what they type on goes nowhere", async () => {
  let mayEdit = true
  const listeners = new Set<() => void>()
  const room: OpenRoom = {
    ...roomOf(contentWith({ id: FIRST, text: words("One") })),
    mayEdit: () => mayEdit,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const onDone = vi.fn()
  const heardByPage = vi.fn()
  document.addEventListener("keydown", heardByPage)
  await show(room, true, onDone)
  act(() => liveDom()?.focus())
  const press = (key: string) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })
    act(() => document.activeElement?.dispatchEvent(event))
    return event.defaultPrevented
  }

  mayEdit = false
  act(() => {
    for (const tell of listeners) tell()
  })
  const isStill = liveDom() === null
  const isSwallowed = [" ", "c", "Backspace"].map(press)
  const heard = heardByPage.mock.calls.length
  press("Escape")
  document.removeEventListener("keydown", heardByPage)

  expect({ isStill, isSwallowed, heard }).toEqual({
    isStill: true,
    isSwallowed: [true, true, true],
    heard: 0,
  })
  expect(onDone.mock.calls).toEqual([["escape"]])
})

test("[CL6] an editor stays while a word is being composed, and goes when it is done", async () => {
  const room = roomOf(contentWith({ id: FIRST, text: words("One") }))
  vi.useFakeTimers()
  await show(room, true)
  const editor = liveDom()
  act(() => editor?.dispatchEvent(new Event("compositionstart", { bubbles: true })))

  await show(room, false)
  const during = liveDom()
  act(() => editor?.dispatchEvent(new Event("compositionend", { bubbles: true })))
  act(() => vi.runAllTimers())
  vi.useRealTimers()

  expect(during).toBe(editor)
  expect(liveDom()).toBeNull()
})

test.each<[string, Leave]>([
  ["Escape", "escape"],
  ["Enter", "submit"],
])("[BR6] %s leaves the text (Enter with Ctrl)", async (key, how) => {
  const room = roomOf(contentWith({ id: FIRST, text: words("One") }))
  const left: Leave[] = []
  await show(room, true, by => left.push(by))

  act(() =>
    liveDom()?.dispatchEvent(
      new KeyboardEvent("keydown", { key, ctrlKey: key === "Enter", bubbles: true, cancelable: true }),
    ),
  )

  expect(left).toEqual([how])
  expect(read(room.content, FIRST)).toEqual(words("One"))
})

test.each<[string, unknown]>([
  ["numbers", { anchor: 5, head: 7 }],
  ["nothing", { anchor: null, head: null }],
  ["ids that are none", { anchor: { item: { client: -1, clock: "x" } }, head: { item: 3 } }],
  ["another root", { anchor: { tname: "made-up" }, head: { tname: "made-up" } }],
])("[CV5] a caret that a peer made of %s does not disturb the editor", async (_name, cursor) => {
  const room = roomOf(contentWith({ id: FIRST, text: words("One") }))
  await show(room, true)
  const theirs = new Awareness(new Y.Doc())
  theirs.setLocalState({ user: { name: 7, color: "red" }, cursor })

  act(() => applyAwarenessUpdate(room.awareness, encodeAwarenessUpdate(theirs, [theirs.clientID]), "wire"))
  await act(async () => liveEditor().commands.insertContentAt(4, "!"))
  theirs.destroy()

  expect(read(room.content, FIRST)).toEqual(words("One!"))
  expect([...room.doc.share.keys()]).not.toContain("made-up")
})
