// The board on one landscape sheet: before the browser prints, finds the largest type at which everything fits, and
// marks the page with `data-paper`, which the print styles of the board hang on.
import { type RefObject, useEffect } from "react"

/** A4 without the margins of print.css. US Letter is shorter but wider; the same sheet is scaled by the browser. */
const SHEET_MM = { width: 281, height: 190 }
const LARGEST_PT = 10
const SMALLEST_PT = 6
const STEP_PT = 0.25

/** The largest type size at which the board fits; the smallest there is where none does. */
export function fittingTypePt(heightAt: (typePt: number) => number, available: number): number {
  for (let typePt = LARGEST_PT; typePt > SMALLEST_PT; typePt -= STEP_PT)
    if (heightAt(typePt) <= available) return typePt
  return SMALLEST_PT
}

export function usePaper(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const board = element.current
    if (!board) return
    const page = document.documentElement
    const before = () => {
      page.dataset.paper = ""
      const heightAt = (typePt: number) => {
        board.style.setProperty("--paper-type", `${typePt}pt`)
        return board.scrollHeight
      }
      const pxPerMm = 96 / 25.4
      board.style.setProperty("--paper-width", `${SHEET_MM.width}mm`)
      const fitting = fittingTypePt(heightAt, SHEET_MM.height * pxPerMm)
      board.style.setProperty("--paper-type", `${fitting}pt`)
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
