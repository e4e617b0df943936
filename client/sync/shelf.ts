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

function memoryShelf(): Shelf {
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
