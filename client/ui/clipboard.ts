// Puts words where they can be pasted.

/** @returns whether the browser has taken them: without a secure connection some do not. */
export async function copyWords(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words)
    return true
  } catch {
    // There is no such interface over plain http, where many a server in a house is reached; the older way is.
    return copyByCommand(words)
  }
}

function copyByCommand(words: string): boolean {
  let isTaken = false
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", words)
    event.preventDefault()
    isTaken = true
  }
  document.addEventListener("copy", give, { once: true, capture: true })
  document.execCommand("copy")
  document.removeEventListener("copy", give, { capture: true })
  return isTaken
}
