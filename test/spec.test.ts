// Holds the promises of shared/SPEC.md and the tests together: a rule nobody proves, or a test that cites a rule that
// is not there, fails. Tests are read as text and parsed; nothing of them runs. Rule HO3.
import { readFileSync } from "node:fs"
import path from "node:path"
import { parseSync, Visitor } from "vite"
import { expect, test } from "vitest"
import { root, sourcesBelow } from "./harness/sources.ts"

interface Citation {
  rule: string
  file: string
}

const rulesOf = (spec: string) =>
  [...spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map(([, rule = ""]) => rule)

/** The rules cited in the titles of a file's tests; a skipped or planned test proves nothing and is not read. */
function citationsIn(file: string, text: string): Citation[] {
  const found: Citation[] = []
  new Visitor({
    CallExpression(call) {
      const callee = text.slice(call.callee.start, call.callee.end)
      const isTest = /^(test|it|describe)\b/.test(callee) && !/\.(skip|todo|fails)\b/.test(callee)
      const title = call.arguments[0]
      if (!isTest || !title) return
      const words = text.slice(title.start, title.end)
      for (const [, rule = ""] of words.matchAll(/\[([A-Z]{2}\d+)\]/g)) found.push({ rule, file })
    },
  }).visit(parseSync(file, text).program)
  return found
}

const spec = readFileSync(path.join(root, "shared/SPEC.md"), "utf8")
const rules = rulesOf(spec)
// Benchmarks print figures and never gate: they prove no rule.
const files = sourcesBelow("test").filter(file => !file.startsWith("test/bench/"))
const citations = files.flatMap(file => citationsIn(file, readFileSync(path.join(root, file), "utf8")))

test("[HO3] every rule has a number of its own", () => {
  expect(rules.length).toBeGreaterThan(50)
  expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([])
})

test("[HO3] every rule is cited by a test", () => {
  const cited = new Set(citations.map(({ rule }) => rule))

  expect(rules.filter(rule => !cited.has(rule))).toEqual([])
})

test("[HO3] every citation names a rule", () => {
  expect(citations.filter(({ rule }) => !rules.includes(rule))).toEqual([])
})

test("[HO3] every test file proves a rule", () => {
  const proving = new Set(citations.map(({ file }) => file))

  expect(files.filter(file => /\.test\.tsx?$/.test(file) && !proving.has(file))).toEqual([])
})

test("[HO3] a citation counts in the title of a test that runs, and nowhere else", () => {
  const text = `
    // [AA1] in a comment
    test("[AA2] runs", () => { expect("[AA3]").toBe("") })
    test.each([1])(\`[AA4][AA5] each \${1}\`, () => {})
    test.skip("[AA6] skipped", () => {})
    it.todo("[AA7] planned")
    describe("[AA8] a suite", () => {})
  `

  expect(citationsIn("x.ts", text).map(({ rule }) => rule)).toEqual(["AA2", "AA4", "AA5", "AA8"])
  expect(rulesOf("- **AA1** One.\n- **AB12** Two.\nnot **AC1** this")).toEqual(["AA1", "AB12"])
})
