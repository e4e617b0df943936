// How many changes each tab of this device has made to a room that the server has not confirmed. Kept next to the
// document, so that a room opened again without network still says the truth about them. A key for each tab: tabs
// then never write over one another, and one that confirms clears only what it had seen itself.

import type { Shelf } from "./shelf.ts"

export interface Pending {
  /** What other tabs, most of them long closed, had left when this one opened. */
  earlier: number
  /** Keeps this tab's number; with `isConfirmed`, all that was left earlier has reached the server, too. */
  keep(count: number, isConfirmed: boolean): void
  /** All of it is given up. */
  clear(): void
}

/**
 * @param room what the document is kept under.
 * @param tab names this tab among those that have the room open.
 */
export function openPending(shelf: Shelf, room: string, tab: string): Pending {
  const prefix = `ninefold.pending.${room}.`
  const seen = readAll(shelf, prefix)
  let kept = 0
  let isCleared = seen.size === 0
  return {
    earlier: [...seen.values()].reduce((sum, count) => sum + count, 0),
    keep(count, isConfirmed) {
      if (isConfirmed && !isCleared) {
        isCleared = true
        // A tab that has gone on since looks after its own number.
        for (const [key, then] of seen) if (read(shelf, key) === then) write(shelf, key, 0)
      }
      if (count !== kept) write(shelf, prefix + tab, count)
      kept = count
    },
    clear() {
      for (const key of readAll(shelf, prefix).keys()) shelf.removeItem(key)
      kept = 0
      isCleared = true
    },
  }
}

function readAll(shelf: Shelf, prefix: string): Map<string, number> {
  const found = new Map<string, number>()
  for (let i = 0; i < shelf.length; i++) {
    const key = shelf.key(i)
    if (key?.startsWith(prefix)) found.set(key, read(shelf, key))
  }
  return found
}

function read(shelf: Shelf, key: string): number {
  const count = Number(shelf.getItem(key))
  return Number.isSafeInteger(count) && count > 0 ? count : 0
}

function write(shelf: Shelf, key: string, count: number): void {
  try {
    if (count === 0) shelf.removeItem(key)
    else shelf.setItem(key, String(count))
  } catch {
    // A full or forbidden storage loses the number, not the changes: they are in the document's own store.
  }
}
