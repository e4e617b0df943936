// Chance by seed, so that a run that fails can be run again.

export interface Random {
  /** A whole number from 0, below `count`. */
  below(count: number): number
  /** One of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item
  chance(probability: number): boolean
}

/** After T. Ettinger, "mulberry32", 2017. */
export function randomBySeed(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    below,
    pick: <Item>(items: readonly Item[]): Item => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error("There is nothing to pick from")
      return item
    },
    chance: probability => next() < probability,
  }
}
