// What comes in by the clipboard, and addresses as people write them.
import { Editor } from "@tiptap/core"
import { expect, test } from "vitest"
import { addressOf } from "../../../client/text/address.ts"
import { cleanPaste } from "../../../client/text/paste.ts"
import type { RichNode } from "../../../shared/model/canvas.ts"
import { richTextExtensions } from "../../../shared/model/extensions.ts"
import { checkText } from "../../../shared/model/schema.ts"

const word = (level: number, marker: string, words: string) =>
  `<p class=MsoListParagraph style='mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${marker}<span>&nbsp;</span></span><![endif]>${words}</p>`

test("[RT4] a list from Word becomes a list, nested as it was", () => {
  const html = `<p>Before</p>${word(1, "·", "One")}${word(2, "1.", "Deep")}${word(2, "2.", "Deeper")}${word(1, "·", "Two")}<p>Behind</p>`

  const page = document.createElement("div")
  page.innerHTML = cleanPaste(html)

  expect(shape(page)).toBe("p(Before)ul(li(p(One)ol(li(p(Deep))li(p(Deeper))))li(p(Two)))p(Behind)")
})

test("[RT4] a paste that is not from Word is left as it is", () => {
  expect(cleanPaste("<p style='x'>a</p>")).toBe("<p style='x'>a</p>")
})

test("[RT3] scripts, images and forbidden addresses of pasted HTML do not come into the text", () => {
  const editor = new Editor({ extensions: richTextExtensions() })

  editor.commands.insertContent(
    '<p>a<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">b</a><a href="https://z.ai/">c</a></p><h6>d</h6>',
  )

  const text = (editor.getJSON().content ?? []) as RichNode[]
  expect(checkText(text)).toEqual({ ok: true })
  expect(JSON.stringify(text)).not.toMatch(/javascript|onerror|alert/)
  expect(JSON.stringify(text)).toContain("https://z.ai/")
  editor.destroy()
})

test.each([
  ["z.ai", "https://z.ai"],
  [" https://z.ai/x?y ", "https://z.ai/x?y"],
  ["ana@z.ai", "mailto:ana@z.ai"],
  ["localhost.dev:8080/a", "https://localhost.dev:8080/a"],
  ["tel:+86123", "tel:+86123"],
  ["javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["just words", undefined],
  ["", undefined],
])("[RT3] the address %j is taken as %j", (written, address) => {
  expect(addressOf(written)).toBe(address)
})

function shape(node: Node): string {
  return [...node.childNodes]
    .map(child =>
      child.nodeName === "#text"
        ? child.textContent?.trim()
        : child.nodeName === "#comment"
          ? ""
          : `${child.nodeName.toLowerCase()}(${shape(child)})`,
    )
    .join("")
}
