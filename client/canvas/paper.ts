// The head of the page and the board on one landscape sheet: before the browser prints, finds the largest type at which
// everything fits, and marks the page with `data-paper`, which the styles of that sheet hang on. Rule BR10.
import { type RefObject, useEffect } from "react"

/** A landscape A4 without the margins of print.css, and a little less, since browsers round each line up. */
const SHEET_HEIGHT_MM = 192
const PX_PER_MM = 96 / 25.4
const LARGEST_PT = 10
const SMALLEST_PT = 6
const STEP_PT = 0.25

/** The largest type size at which the board fits; the smallest there is where none does. */
export function fittingTypePt(heightAt: (typePt: number) => number, available: number): number {
  for (let typePt = LARGEST_PT; typePt > SMALLEST_PT; typePt -= STEP_PT)
    if (heightAt(typePt) <= available) return typePt
  return SMALLEST_PT
}

/** Sets the sheet whenever the browser prints. The head is the page's `main > header`, which stands above the board. */
export function usePaper(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const board = element.current
    if (!board) return
    const page = document.documentElement
    const before = () => {
      page.dataset.paper = ""
      const head = board.closest("main")?.querySelector<HTMLElement>(":scope > header")
      const heightAt = (typePt: number) => {
        page.style.setProperty("--paper-type", `${typePt}pt`)
        return board.scrollHeight + (head?.offsetHeight ?? 0)
      }
      heightAt(fittingTypePt(heightAt, SHEET_HEIGHT_MM * PX_PER_MM))
    }
    const after = () => {
      delete page.dataset.paper
    }
    addEventListener("beforeprint", before)
    addEventListener("afterprint", after)
    return () => {
      removeEventListener("beforeprint", before)
      removeEventListener("afterprint", after)
    }
  }, [element])
}
