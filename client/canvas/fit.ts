// The whole board on one screen: finds the zoom at which its words, set smaller and in longer lines, fit the height.
import { type RefObject, useLayoutEffect } from "react"

const SMALLEST = 0.35
/** Halvings of the range: to within half a percent. */
const TRIES = 7

/**
 * The largest zoom, at most 1, at which the board is not higher than `availablePx`.
 *
 * @param heightAt lays the board out at a zoom and measures it, in pixels of the screen.
 */
export function fittingZoom(heightAt: (zoom: number) => number, availablePx: number): number {
  if (heightAt(1) <= availablePx) return 1
  let [fits, tooLarge] = [SMALLEST, 1]
  for (let i = 0; i < TRIES; i++) {
    const middle = (fits + tooLarge) / 2
    if (heightAt(middle) <= availablePx) fits = middle
    else tooLarge = middle
  }
  return fits
}

/** Keeps an element fitted to the window for as long as `isOn`. `of` is what makes it grow and shrink. */
export function useFit(element: RefObject<HTMLElement | null>, isOn: boolean, of: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` changes the height that is measured.
  useLayoutEffect(() => {
    const board = element.current
    if (!board || !isOn) return
    const refit = () => {
      const heightAt = (zoom: number) => {
        board.style.setProperty("zoom", String(zoom))
        return board.getBoundingClientRect().height
      }
      const zoom = fittingZoom(heightAt, availableHeightPx(board))
      board.style.setProperty("zoom", String(zoom))
    }
    refit()
    addEventListener("resize", refit)
    return () => {
      removeEventListener("resize", refit)
      board.style.removeProperty("zoom")
    }
  }, [element, isOn, of])

  useLayoutEffect(() => {
    if (isOn) element.current?.scrollIntoView({ block: "start" })
  }, [element, isOn])
}

/** What the window has below the bar that stays at its top. */
function availableHeightPx(board: HTMLElement): number {
  const styles = getComputedStyle(document.documentElement)
  const remPx = Number.parseFloat(styles.fontSize)
  const barRem = Number.parseFloat(getComputedStyle(board).getPropertyValue("--bar-height"))
  return innerHeight - (barRem + 1) * remPx
}
