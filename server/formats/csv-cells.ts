// Words as a cell of a table: spreadsheets compute what looks like a formula, also one that somebody else has written.
// Where one would begin, an apostrophe stands before it, which spreadsheets take for "this is text"; the reader takes it
// off again. Rule EX8.

/**
 * Where a cell could begin: at the start, and behind signs at which a spreadsheet of another country, or one that was
 * told another separator, parts cells and rows. A formula begins with one of these signs, wide ones too.
 */
const BEGINS = /(^|[;\t\r\n|])('*)(?=[^\S\t\r\n]*[=+\-@＝＋－＠])/g

export const safeCell = (words: string): string => words.replace(BEGINS, "$1'$2")

/** The words that `safeCell` was given. */
export const cellWords = (cell: string): string =>
  cell.replace(BEGINS, (_, before: string, apostrophes: string) => before + apostrophes.slice(1))
