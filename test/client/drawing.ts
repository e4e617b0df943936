// A page that components are drawn on, fresh for each test and gone behind it.
import { act } from "react"
import { createRoot, type Root } from "react-dom/client"
import { afterEach, beforeEach, vi } from "vitest"

/** Set while the tests run. */
export let root: Root
export let page: HTMLElement

export function openPage(): void {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)
  beforeEach(() => {
    page = document.createElement("div")
    document.body.append(page)
    root = createRoot(page)
  })
  afterEach(async () => {
    await act(async () => root.unmount())
    page.remove()
  })
}
