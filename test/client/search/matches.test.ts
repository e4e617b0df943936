// Finding words the way people look for them.
import { expect, test } from "vitest"
import { matchesIn } from "../../../client/search/matches.ts"

const found = (line: string, wanted: string) =>
  matchesIn(line, wanted).map(({ start, end }) => line.slice(start, end))

test.each<[string, string, string[]]>([
  ["Alibaba and ALIBABA", "alibaba", ["Alibaba", "ALIBABA"]],
  ["Café, cafe, cafe\u0301s", "café", ["Café", "cafe", "cafe\u0301"]],
  ["Zürich", "zurich", ["Zürich"]],
  ["the ﬁrst one", "first", ["ﬁrst"]],
  ["智谱清言是智谱的", "智谱", ["智谱", "智谱"]],
  ["ＧＬＭ-4", "glm", ["ＧＬＭ"]],
  ["😀 Ana 😀", "ana", ["Ana"]],
  ["two  words\u00a0here", "words here", ["words\u00a0here"]],
  ["aaaa", "aa", ["aa", "aa"]],
  ["a.b(c)", ".b(", [".b("]],
  ["anything", "  ", []],
  ["short", "much longer than it", []],
])("[BR13] in %j the words %j are found", (line, wanted, expected) => {
  expect(found(line, wanted)).toEqual(expected)
})
