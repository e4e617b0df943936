// "5 minutes ago", in the reader's language.

const units: [Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["week", 7 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
]

/** Kept, since making one costs more than all that is done with it: a rail of comments shows hundreds of times. */
const formats = new Map<string | undefined, Intl.RelativeTimeFormat>()

function formatIn(language: string | undefined): Intl.RelativeTimeFormat {
  const known = formats.get(language)
  if (known) return known
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" })
  formats.set(language, format)
  return format
}

/** @returns how long ago `then` was; both in ms since 1970. */
export function agoInWords(then: number, now: number, language?: string): string {
  const seconds = Math.max(0, (now - then) / 1000)
  const format = formatIn(language)
  const [unit, length] = units.find(([, length]) => seconds >= length) ?? ["second", 1]
  return unit === "second" ? format.format(0, "minute") : format.format(-Math.floor(seconds / length), unit)
}
