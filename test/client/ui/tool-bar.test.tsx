// The toolbar's keys, on real elements.
import { act } from "react"
import { createRoot } from "react-dom/client"
import { afterEach, expect, test } from "vitest"
import { ToolBar } from "../../../client/ui/tool-bar.tsx"

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
const root = createRoot(document.body.appendChild(document.createElement("div")))
afterEach(() => act(() => root.render(null)))

const draw = (names: string[]) =>
  act(() =>
    root.render(
      <ToolBar label="Tools">
        {names.map(name => (
          <button key={name} type="button">
            {name}
          </button>
        ))}
      </ToolBar>,
    ),
  )
const buttons = () => [...document.querySelectorAll("button")]
const stops = () =>
  buttons()
    .filter(button => button.tabIndex === 0)
    .map(button => button.textContent)
const press = (key: string) =>
  act(() => document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })))
const focused = () => document.activeElement?.textContent

test("[BD11] a toolbar is one stop, and arrows go through it and round", () => {
  draw(["Bold", "Italic", "Link"])
  expect(stops()).toEqual(["Bold"])

  act(() => buttons()[0]?.focus())
  const visited = ["ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"].map(key => {
    press(key)
    return focused()
  })

  expect(visited).toEqual(["Italic", "Link", "Bold", "Link", "Bold"])
})

test("[BD11] the stop stays where the focus was, and finds another place when its button goes", () => {
  draw(["Bold", "Italic", "Link"])
  act(() => buttons()[2]?.focus())
  expect(stops()).toEqual(["Link"])

  draw(["Bold", "Italic"])

  expect(stops()).toEqual(["Bold"])
})
