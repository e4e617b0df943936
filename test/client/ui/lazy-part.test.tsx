// Parts that are fetched when they are first asked for, on a line that is lost and found.
import { act, Suspense } from "react"
import { createRoot, type Root } from "react-dom/client"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { FeedbackProvider } from "../../../client/ui/feedback.tsx"
import { lazyPart } from "../../../client/ui/lazy-part.tsx"

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)

let root: Root
beforeEach(() => {
  root = createRoot(document.body.appendChild(document.createElement("div")))
})
afterEach(async () => {
  await act(async () => root.unmount())
  document.body.replaceChildren()
})

const page = () => document.body.textContent

test("[CL14] a part that cannot be fetched is closed again in words, and comes when it is asked for later", async () => {
  let isOnline = false
  const Part = lazyPart(async () => {
    if (!isOnline) throw new TypeError("Failed to fetch dynamically imported module")
    return { default: (_: { onClose: () => void }) => <p>The part.</p> }
  })
  const onClose = vi.fn()
  const show = (isOpen: boolean) =>
    act(async () =>
      root.render(
        <FeedbackProvider>
          <p>The page.</p>
          <Suspense fallback={null}>{isOpen && <Part onClose={onClose} />}</Suspense>
        </FeedbackProvider>,
      ),
    )

  await show(true)
  const [first, closed] = [page(), onClose.mock.calls.length]
  isOnline = true
  await show(false)
  await show(true)

  expect(first).toContain("The page.")
  expect(first).toContain("This could not be fetched from the server. Try again in a moment.")
  expect([first?.includes("The part."), closed]).toEqual([false, 1])
  expect(page()).toContain("The part.")
})

test("[CL14] a part of the page that nobody closes is just not there", async () => {
  const Part = lazyPart<object>(() => Promise.reject(new TypeError("Failed to fetch")))

  await act(async () =>
    root.render(
      <FeedbackProvider>
        <p>The page.</p>
        <Suspense fallback={null}>
          <Part />
        </Suspense>
      </FeedbackProvider>,
    ),
  )

  expect(page()).toBe("The page.")
})
