// Comments as they are written and as they are kept.
import fc from "fast-check"
import { expect, test } from "vitest"
import { bodyOf, draftOf } from "../../../client/discussion/comment-signs.ts"
import type { PersonId } from "../../../shared/ids.ts"
import type { RichNode, RichText } from "../../../shared/model/canvas.ts"
import { checkComment, mention } from "../../../shared/model/comment-text.ts"

const ANA = "ana.........".replaceAll(".", "a") as PersonId
const BEN = "ben.........".replaceAll(".", "b") as PersonId
const nameOf = (person: PersonId) => (person === ANA ? "Ana Sol" : "Ben")

const written = (words: string): RichText => bodyOf({ words, mentions: [] })
const line = (...content: RichNode[]): RichText => [{ type: "paragraph", content }]
const run = (text: string, ...marks: string[]): RichNode =>
  marks.length === 0 ? { type: "text", text } : { type: "text", text, marks: marks.map(type => ({ type })) }
const linked = (text: string, href: string): RichNode => ({
  type: "text",
  text,
  marks: [{ type: "link", attrs: { href } }],
})

test.each<[string, RichText]>([
  ["plain words", line(run("plain words"))],
  ["**bold** and *italic*", line(run("bold", "bold"), run(" and "), run("italic", "italic"))],
  ["_italic_ but snake_case_name", line(run("italic", "italic"), run(" but snake_case_name"))],
  ["~~gone~~ `a*b*`", line(run("gone", "strike"), run(" "), run("a*b*", "code"))],
  ["**a *b* c**", line(run("a ", "bold"), run("b", "bold", "italic"), run(" c", "bold"))],
  ["2 * 3 * 4 and a ** b", line(run("2 * 3 * 4 and a ** b"))],
  ["\\*not\\*", line(run("*not*"))],
  [
    "see https://example.org/a_b_c.",
    line(run("see "), linked("https://example.org/a_b_c", "https://example.org/a_b_c"), run(".")),
  ],
  ["[here](example.org)", line(linked("here", "https://example.org"))],
  ["[x](javascript:alert(1))", line(run("[x](javascript:alert(1))"))],
  ["mail ana@example.org", line(run("mail ana@example.org"))],
  ["", []],
  [" \n\n ", []],
])("[DI22] %j is read as it is meant", (words, body) => {
  expect(written(words)).toEqual(body)
})

test("[DI22] lines are paragraphs, and blank ones at the ends are none", () => {
  expect(written("\n\none\ntwo\n\n\nthree\n")).toEqual([
    ...line(run("one")),
    ...line(run("two")),
    { type: "paragraph" },
    ...line(run("three")),
  ])
})

test("[DI22] chosen names are mentions, the longest first, and others are words", () => {
  const mentions = [
    { person: BEN, name: "Ana" },
    { person: ANA, name: "Ana Sol" },
  ]

  expect(bodyOf({ words: "@Ana Sol, @Ana and @Anabel", mentions })).toEqual(
    line(mention(ANA), run(", "), mention(BEN), run(" and @Anabel")),
  )
})

test("[DI22] two people of one name are told apart by the order in which they were chosen", () => {
  const mentions = [
    { person: ANA, name: "Kim" },
    { person: BEN, name: "Kim" },
  ]

  expect(bodyOf({ words: "@Kim asks @Kim", mentions })).toEqual(
    line(mention(ANA), run(" asks "), mention(BEN)),
  )
})

/** Runs that stand side by side as one. */
function joined(nodes: readonly RichNode[]): RichNode[] {
  const whole: RichNode[] = []
  for (const node of nodes) {
    const last = whole.at(-1)
    if (last?.type === "text" && node.type === "text") whole.splice(-1, 1, run(`${last.text}${node.text}`))
    else whole.push(node)
  }
  return whole
}

test("[DI22] a comment given back to be edited reads the same again, whatever its words", () => {
  const word = fc.stringMatching(/^[a-z*_~`[\]@\\()#]{1,8}( [a-z*_~`[\]@\\()#]{1,8}){0,3}$/)
  const part = fc.oneof(
    word.map(text => run(text)),
    fc.constantFrom(mention(ANA), mention(BEN)),
  )
  // Neighbouring words would be one run, and a name ends where a letter does not follow.
  const content = fc
    .array(part, { minLength: 1, maxLength: 5 })
    .map(parts =>
      parts.flatMap((node, index) =>
        index === 0 ? [node] : node.type === "text" ? [mention(ANA), run(` ${node.text}`)] : [run(" "), node],
      ),
    )
    .map(joined)

  fc.assert(
    fc.property(fc.array(content, { minLength: 1, maxLength: 3 }), lines => {
      const body = lines.map(content => ({ type: "paragraph", content }))
      expect(bodyOf(draftOf(body, nameOf))).toEqual(body)
    }),
    { numRuns: 300 },
  )
})

test("[DI22] what is written is always a comment that may be stored, or empty", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), words => {
      const body = written(words)
      const checked = checkComment(body)
      expect(checked.ok || checked.fault === "the comment is empty").toBe(true)
    }),
    { numRuns: 300 },
  )
})
