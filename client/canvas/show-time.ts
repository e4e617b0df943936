// Times as people read them, in their own language and zone.
const format = { dateStyle: "medium", timeStyle: "short" } as const

export const showTime = (ms: number): string => new Intl.DateTimeFormat(undefined, format).format(ms)

/** Who made a card and when, as far as it is known. */
export function showMaker(by: string, bornMs: number): string {
  if (by === "" && bornMs === 0) return "From the start"
  return [by && `By ${by}`, bornMs > 0 && showTime(bornMs)].filter(Boolean).join(", ")
}
