// A value derived from a document, in the form React's useSyncExternalStore wants: the same object until it changes.
// A view observes from the moment it is made and for as long as its source lives, so that it is never stale between
// being read in a render and being subscribed to after it.

export interface View<T> {
  get(): T
  /** Runs `listener` when the value may have changed. Returns the way to stop. */
  subscribe(listener: () => void): () => void
}

/**
 * Makes a view.
 *
 * @param read called at most once a change, and only when somebody asks; gets the value before, whose unchanged parts
 * it hands on, so that what did not change is not rendered again.
 * @param observe called once; it calls `changed` whenever `read` may give something else.
 */
export function createView<T>(
  read: (before: T | undefined) => T,
  observe: (changed: () => void) => void,
): View<T> {
  const listeners = new Set<() => void>()
  let value = read(undefined)
  let isStale = false
  observe(() => {
    isStale = true
    for (const listener of [...listeners]) listener()
  })
  return {
    get() {
      if (isStale) value = read(value)
      isStale = false
      return value
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** `next`, or `before` where they are equal by their JSON: for small plain values. */
export const sameOr = <T>(before: T | undefined, next: T): T =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(next) ? before : next

/** `next`, or `before` where both hold the very same things in the same order. */
export function sameListOr<T>(before: T[] | undefined, next: T[]): T[] {
  const isSame = before?.length === next.length && next.every((item, i) => item === before[i])
  return isSame && before ? before : next
}
