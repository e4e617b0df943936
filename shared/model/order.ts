// Where a card stands among its neighbours: fractional indices, so that a move writes one key and never renumbers
// the others. Two people may insert into the same gap at once and get the same index: cards then stand in order of
// their ids, and the next insertion between such twins gives fresh indices to the run of equals. After D. Greenspan,
// "Implementing Fractional Indexing", 2020.
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing"

export interface Placed<Id extends string = string> {
  id: Id
  order: string
}

/** Order of two cards of one block. Compared by code unit, not by language: every peer must see the same order. */
export function byOrder(a: Placed, b: Placed): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** True where `order` is an index this module can insert next to. Peers may write anything. */
export function isOrder(order: unknown): order is string {
  // The library takes other characters too, and then finds no place next to them.
  if (typeof order !== "string" || order.length > 4096 || !/^[0-9A-Za-z]+$/.test(order)) return false
  try {
    generateKeyBetween(order, null)
    return true
  } catch {
    // The library's only way to say "malformed".
    return false
  }
}

/** `count` indices for an empty block, ascending. */
export const firstOrders = (count: number): string[] => generateNKeysBetween(null, null, count)

/** `count` indices behind the last of a block, ascending. */
export const ordersBehind = (last: string | undefined, count: number): string[] =>
  generateNKeysBetween(last ?? null, null, count)

export interface Placement<Id extends string = string> {
  /** The new card's index. */
  order: string
  /** Neighbours that must get a new index first, because they shared one. */
  moved: Placed<Id>[]
}

/**
 * Finds an index for position `at` among `siblings`.
 *
 * @param siblings the block's cards in order, without the one that is placed.
 * @param at 0 for the front, `siblings.length` for the end; clamped.
 */
export function place<Id extends string>(siblings: readonly Placed<Id>[], at: number): Placement<Id> {
  const index = Math.max(0, Math.min(at, siblings.length))
  const before = siblings[index - 1]
  const after = siblings[index]
  if (!before || !after || before.order < after.order)
    return { order: between(before?.order, after?.order), moved: [] }
  // Twins: everything from `after` on that shares the index moves up, below the first greater one.
  let end = index
  while (siblings[end]?.order === before.order) end++
  const run = siblings.slice(index, end)
  const [order = "", ...fresh] = generateNKeysBetween(
    before.order,
    siblings[end]?.order ?? null,
    run.length + 1,
  )
  return { order, moved: run.map((card, i) => ({ id: card.id, order: fresh[i] ?? order })) }
}

const between = (before: string | undefined, after: string | undefined): string =>
  generateKeyBetween(before ?? null, after ?? null)
