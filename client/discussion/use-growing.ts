// How much of a long list is drawn: a screenful or two, and more as its end comes near. More is drawn in slices between
// which the page answers, however far down the entry is that has to be there.
import { type RefCallback, useCallback, useDeferredValue, useState } from "react"

const FIRST = 40
const STEP = 40

/**
 * @param list names the list: another one begins from its head.
 * @param wanted the index of an entry that has to be drawn, or -1.
 * @returns how many entries to draw, and a ref for an element at their end.
 */
export function useGrowing(
  list: string,
  length: number,
  wanted: number,
): [count: number, end: RefCallback<Element>] {
  const [grown, setGrown] = useState({ list, count: FIRST })
  const wantedCount = Math.min(length, Math.max(grown.list === list ? grown.count : FIRST, wanted + 1))
  // Another list may want less than was drawn of the one before.
  const count = Math.min(wantedCount, useDeferredValue(wantedCount, FIRST))
  const end = useCallback(
    (element: Element | null) => {
      if (!element) return
      const observer = new IntersectionObserver(
        entries => {
          if (entries.some(({ isIntersecting }) => isIntersecting)) setGrown({ list, count: count + STEP })
        },
        { rootMargin: "1200px" },
      )
      observer.observe(element)
      return () => observer.disconnect()
    },
    [list, count],
  )
  return [count, end]
}
