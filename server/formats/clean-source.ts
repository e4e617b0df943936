// What no font can show and no XML may hold, taken out of everything before it is laid out: control characters, halves
// of pairs, code points that are none. Peers write whatever they like into a canvas, and one of them would make a
// document that no word processor opens. Line ends and tabs stay: code is made of them.
import type { ExportSource } from "./format.ts"

const unshowable = /(?![\n\t])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/gu

const cleaned = (words: string): string => words.replace(unshowable, "")

const deeply = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === "string" ? cleaned(each) : each,
  ) as Value

export function cleanSource(source: ExportSource): ExportSource {
  const { canvas, version, threads, names } = source
  return {
    ...source,
    canvas: deeply(canvas),
    ...(version && { version: deeply(version) }),
    ...(threads && { threads: deeply(threads) }),
    names: new Map([...names].map(([person, name]) => [person, cleaned(name)])),
  }
}
