// Counts as people read them.

export const countOf = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`

/** What goes between a count and what is said of it. */
export const are = (count: number): string => (count === 1 ? "is" : "are")
