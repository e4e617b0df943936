// The commentary from its empty start, and its outline over whatever a document holds.
import { act } from "react"
import { expect, test } from "vitest"
import type * as Y from "yjs"
import { Commentary } from "../../../client/commentary/commentary.tsx"
import { headingsView } from "../../../client/commentary/headings.ts"
import { RoomProvider } from "../../../client/hooks/room-context.tsx"
import { assert } from "../../../shared/assert.ts"
import type { RichNode } from "../../../shared/model/canvas.ts"
import { appendText, paragraph, readText } from "../../../shared/model/rich-text.ts"
import { openPage, page, root } from "../drawing.ts"
import { contentWith, roomOf } from "../text/world.ts"

openPage()

const heading = (words: string, level?: unknown): RichNode => ({
  type: "heading",
  ...(level === undefined ? {} : { attrs: { level } }),
  content: [{ type: "text", text: words }],
})

test("[CL3] an outline put into an empty commentary is taken back in one step", () => {
  const room = roomOf(contentWith())
  act(() =>
    root.render(
      <RoomProvider room={room}>
        <Commentary />
      </RoomProvider>,
    ),
  )
  const button = [...page.querySelectorAll("button")].find(
    ({ textContent }) => textContent === "Insert an outline",
  )
  assert(button, "an empty commentary offers an outline")

  act(() => button.click())
  const headings = readText(room.content.commentary).filter(node => node.type === "heading")
  const shown = [...page.querySelectorAll("h2")].map(element => element.textContent)
  act(() => void room.undo.undo())

  expect(shown).toEqual(["Take", "Business DNA", "Money", "Moat", "Risks", "Endgame", "Verdict"])
  expect(headings.length).toBe(shown.length)
  expect(readText(room.content.commentary)).toEqual([])
  expect(page.textContent).toContain("Write why")
})

test("[CV5] the outline has the top headings only, whatever else stands between them", () => {
  const { commentary } = contentWith()
  appendText(commentary, [
    heading("One", 2),
    { type: "blockquote", content: [heading("quoted", 2)] },
    { type: "poll" },
    heading("Two", 3),
    heading("Odd", "99"),
    heading("None"),
    { type: "text", text: "loose" },
  ])

  expect(headingsView(commentary).get()).toEqual([
    { level: 2, words: "One" },
    { level: 3, words: "Two" },
    { level: 2, words: "Odd" },
    { level: 2, words: "None" },
  ])
})

test("[CV5] typing between headings leaves the outline the very same, so that it is not drawn again", () => {
  const { commentary } = contentWith()
  appendText(commentary, [heading("One", 2), paragraph("a")])
  const view = headingsView(commentary)
  const before = view.get()

  const text = (commentary.get(1) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(1, "bc")
  const afterTyping = view.get()
  appendText(commentary, [heading("Two", 2)])

  expect(afterTyping).toBe(before)
  expect(view.get()).toEqual([...before, { level: 2, words: "Two" }])
})
