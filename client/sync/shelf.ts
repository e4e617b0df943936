// The small things kept on this device by key: who one is, which rooms were opened. The browser's localStorage, or
// memory where it is forbidden (even touching it throws then).

export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">

export function openShelf(browser: { readonly localStorage: Storage }): Shelf {
  try {
    const storage = browser.localStorage
    storage.getItem("ninefold.me")
    return storage
  } catch {
    return memoryShelf()
  }
}

/** The keys on the shelf that begin with a prefix. */
export function keysOf(shelf: Pick<Shelf, "key" | "length">, prefix: string): string[] {
  const keys = Array.from({ length: shelf.length }, (_, index) => shelf.key(index))
  return keys.filter(key => key !== null).filter(key => key.startsWith(prefix))
}

/** For what is to be kept no longer than the page. */
export function memoryShelf(): Shelf {
  const kept = new Map<string, string>()
  return {
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: key => void kept.delete(key),
    key: index => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size
    },
  }
}
