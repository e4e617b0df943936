// How much two pieces of text have in common, whatever the order: for telling words that were edited from other words.

/**
 * The share of the shorter text's letter pairs that the longer one has too: 1 where one holds the other, about 0 where
 * they are unrelated. After M. Szymkiewicz's overlap coefficient.
 */
export function likeness(one: string, other: string): number {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one]
  if (shorter.length < 2) return longer.includes(shorter) ? 1 : 0
  const left = pairsOf(longer)
  let shared = 0
  for (const [pair, count] of pairsOf(shorter)) shared += Math.min(count, left.get(pair) ?? 0)
  return shared / (shorter.length - 1)
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>()
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}
