// What is typed ahead of a field that is about to be there: nothing of it is lost, and none of it is taken for commands.

export interface KeysAhead {
  /** Gives what was typed so far, and leaves the keys alone from now on. May be called twice. */
  end(): string
}

/** Catches what is typed until it is ended, or something else takes the focus. */
export function catchKeys(page: Document): KeysAhead {
  let typed = ""
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === "Backspace") typed = [...typed].slice(0, -1).join("")
    else if (event.key === "Enter") typed += "\n"
    else if (event.key.length === 1) typed += event.key
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const end = () => {
    page.removeEventListener("keydown", pressed, true)
    page.removeEventListener("focusin", end)
    return typed
  }
  page.addEventListener("keydown", pressed, true)
  page.addEventListener("focusin", end)
  return { end }
}
