// A text with its changes in it. Rule VC3.
import { act } from "react"
import { createRoot } from "react-dom/client"
import { expect, test, vi } from "vitest"
import { DiffText } from "../../../client/versions/diff-text.tsx"
import type { RichNode, RichText } from "../../../shared/model/canvas.ts"
import { diffText } from "../../../shared/model/diff-text.ts"
import { paragraph } from "../../../shared/model/rich-text.ts"

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)

/** The page's elements without their attributes. */
function drawn(before: RichText, after: RichText, titled = false): string {
  const page = document.createElement("div")
  const root = createRoot(page)
  act(() =>
    root.render(
      <DiffText diff={diffText(before, after)} titled={titled} placeOf={place => `text:${place}`} />,
    ),
  )
  const html = page.innerHTML.replace(/<(\w+)[^>]*>/g, "<$1>")
  act(() => root.unmount())
  return html
}

const node = (type: string, ...content: RichNode[]): RichNode => ({ type, content })
const item = (words: string) => node("listItem", paragraph(words))
const row = (...cells: string[]) =>
  node("tableRow", ...cells.map(words => node("tableCell", paragraph(words))))

test("[VC3] words are struck and inserted where they stood, in Chinese too", () => {
  expect(drawn([paragraph("It sells cheap access.")], [paragraph("It sells free access.")])).toBe(
    "<p>It sells <del>cheap</del><ins>free</ins> access.</p>",
  )
  expect(drawn([paragraph("智谱与清华大学合作")], [paragraph("智谱与北京大学合作")])).toBe(
    "<p>智谱与<del>清华大学</del><ins>北京大学</ins>合作</p>",
  )
})

test("[VC3] a card's title is set as the title, before and after", () => {
  expect(drawn([paragraph("Old name: the words")], [paragraph("New name: the words")], true)).toBe(
    "<p><b><del>Old</del></b><b><ins>New</ins></b><b> name:</b> the words</p>",
  )
})

test("[VC3] what came and went is marked in lists and tables, and stays an item and a cell", () => {
  expect(
    drawn(
      [node("bulletList", item("Price of chips"), item("Old news"))],
      [node("bulletList", item("Price of new chips"), item("Anything else"))],
    ),
  ).toBe(
    "<ul><li><p>Price of <ins>new </ins>chips</p></li><li><del><p>Old news</p></del></li><li><ins><p>Anything else</p></ins></li></ul>",
  )
  expect(
    drawn([node("table", row("Users", "2.7M"))], [node("table", row("Users", "20M"), row("Cost", "1"))]),
  ).toContain("<td><ins><p>Cost</p></ins></td>")
})

test("[VC3] each change of an article has a place of its own, and what stayed has none", () => {
  const page = document.createElement("div")
  const root = createRoot(page)
  const before = [paragraph("Same."), paragraph("It sells cheap access."), paragraph("Gone.")]
  const after = [
    paragraph("Same."),
    paragraph("It sells free access."),
    paragraph("Came one."),
    paragraph("Came two."),
  ]
  act(() => root.render(<DiffText diff={diffText(before, after)} placeOf={place => `text:${place}`} />))

  const places = [...page.querySelectorAll<HTMLElement>("[data-change]")]
  expect(places.map(place => [place.dataset.change, place.nodeName])).toEqual([
    ["text:0", "P"],
    ["text:1", "DEL"],
    ["text:2", "INS"],
    ["text:3", "INS"],
  ])
  act(() => root.unmount())
})
