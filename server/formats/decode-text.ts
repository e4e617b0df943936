// Bytes of a text file → text. Files say nothing of how they are encoded but for a mark at their beginning: without one
// it is UTF-8 or it is guessed, and a guess is said.

export type Decoded =
  | { ok: true; text: string; remarks: string[] }
  /** What it is not: text in any encoding that is known here. */
  | { ok: false }

const marks = [
  { label: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { label: "utf-16le", bytes: [0xff, 0xfe] },
  { label: "utf-16be", bytes: [0xfe, 0xff] },
] as const

/** Control characters that no text has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const binary = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/

/** Decodes a text whatever program has saved it. Line ends and marks within the text stay as they are. */
export function decodeText(bytes: Uint8Array): Decoded {
  const mark = marks.find(each => each.bytes.every((byte, i) => bytes[i] === byte))
  if (mark) return asText(decode(mark.label, bytes), [])
  const utf8 = decode("utf-8", bytes)
  if (utf8 !== undefined)
    return looksWide(bytes) ? asText(decode(wideLabel(bytes), bytes), []) : asText(utf8, [])
  const chinese = decode("gb18030", bytes)
  if (chinese !== undefined && isMostlyChinese(chinese))
    return asText(chinese, [
      "The file is not in UTF-8; it was read as GBK. Please look whether the words are right.",
    ])
  return asText(decode("windows-1252", bytes), [
    "The file is not in UTF-8; it was read as Western European text (Windows-1252). Please look whether the letters are right.",
  ])
}

function decode(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    // Not in this encoding.
    return undefined
  }
}

const asText = (text: string | undefined, remarks: string[]): Decoded =>
  text === undefined || binary.test(text) ? { ok: false } : { ok: true, text, remarks }

/** UTF-16 without a mark: of Latin text every other byte is zero. */
function looksWide(bytes: Uint8Array): boolean {
  const some = bytes.subarray(0, 512)
  return bytes.length % 2 === 0 && some.filter(byte => byte === 0).length > some.length / 4
}

const wideLabel = (bytes: Uint8Array): string => (bytes[0] === 0 ? "utf-16be" : "utf-16le")

/** Nearly any bytes read as GBK give some Chinese; of what really is, most letters beyond ASCII are common ones. */
function isMostlyChinese(text: string): boolean {
  const beyond = text.replace(/\p{ASCII}/gu, "")
  const common = beyond.match(/[\u4e00-\u9fa5\u3000-\u303f\uff00-\uffef“”‘’—…·]/g)?.length ?? 0
  return beyond.length > 1 && common / beyond.length > 0.9
}
