// Pasted words as cards: one a line, without the bullets and numbers that lists carry. Rule BR12.

const MARKER = /^(?:[-*+•‣▪◦●–—]|\(?\d{1,3}[.)]|\[[ xX]?\])\s+/
/** More lines than this are a text, not a list of ideas; they are still offered, as far as they go. */
export const MAX_PASTED_CARDS = 200

/** The lines of a pasted text that have words, without their list markers. */
export function pastedLines(text: string): string[] {
  return text
    .split(/\r\n?|\n|\u2028|\u2029/)
    .flatMap(splitInlineBullets)
    .map(line => line.trim().replace(MARKER, "").trim())
    .filter(line => line !== "")
    .slice(0, MAX_PASTED_CARDS)
}

/** Pages often glue a list into one paragraph: "• one • two". */
const splitInlineBullets = (line: string): string[] =>
  /^\s*•.*\s•\s/.test(line) ? line.split(/(?:^|\s)•\s+/) : [line]
