// Which language a canvas is written in, as a language tag for formats that have to say one. Nobody is asked, so it
// follows from the script most of the words are in; Latin letters count as English, the language of the templates.
import type { Canvas } from "../../shared/model/canvas.ts"
import { plainText } from "../../shared/model/rich-text.ts"

const scripts: [RegExp, string][] = [
  [/[\p{scx=Hira}\p{scx=Kana}]/gu, "ja"],
  [/\p{scx=Hang}/gu, "ko"],
  [/\p{scx=Han}/gu, "zh"],
  [/\p{scx=Arab}/gu, "ar"],
  [/\p{scx=Hebr}/gu, "he"],
  [/\p{scx=Cyrl}/gu, "ru"],
  [/\p{scx=Grek}/gu, "el"],
]

export function languageOf(canvas: Canvas): string {
  const texts = [canvas.lead, canvas.commentary, ...canvas.cards.map(({ text }) => text)]
  const words = [canvas.title, ...texts.map(plainText)].join("\n")
  const letters = words.match(/\p{L}/gu)?.length ?? 0
  // A Chinese character is a word, a Latin letter a fifth of one: a page half of both is Chinese.
  const found = scripts.find(([script]) => (words.match(script)?.length ?? 0) > letters * 0.2)
  return found?.[1] ?? "en"
}
