// Makes the HTML of a word processor mean what it shows, before the editor's schema takes what it knows from it.
// Word writes a list as paragraphs with a typed bullet and keeps the list in a style of its own (`mso-list`).
// Everything else a paste may hold (scripts, images, styles, other addresses) the schema leaves out by itself.

const NUMBERED = /^[\s(]*(?:\d+|[a-z]|[ivxlc]+)[.)]/i

/** @returns the HTML with Word's paragraphs of lists as lists; anything else as it came. */
export function cleanPaste(html: string): string {
  if (!html.includes("mso-list")) return html
  const page = new DOMParser().parseFromString(html, "text/html")
  for (const first of page.querySelectorAll("p")) {
    // Those further on in a list have been moved by then, and have lost the style.
    if (levelOf(first) !== undefined) listFrom(first)
  }
  return page.body.innerHTML
}

function levelOf(element: Element | null): number | undefined {
  if (element?.tagName !== "P") return undefined
  const level = /mso-list:\s*l\d+\s+level(\d+)/i.exec(element.getAttribute("style") ?? "")?.[1]
  return level === undefined ? undefined : Number(level)
}

/** Replaces a paragraph and those of the same list behind it by one list, nested as their levels say. */
function listFrom(first: Element): void {
  const page = first.ownerDocument
  const open: { level: number; list: Element }[] = []
  let paragraph: Element | null = first
  for (let level = levelOf(paragraph); paragraph && level !== undefined; level = levelOf(paragraph)) {
    const next: Element | null = paragraph.nextElementSibling
    const marker = takeMarker(paragraph)
    while (open.length > 1 && (open.at(-1)?.level ?? 0) > level) open.pop()
    if (open.length === 0 || (open.at(-1)?.level ?? 0) < level) {
      const list = page.createElement(NUMBERED.test(marker) ? "ol" : "ul")
      const parent = open.at(-1)?.list.lastElementChild
      if (parent) parent.append(list)
      else paragraph.before(list)
      open.push({ level, list })
    }
    const item = page.createElement("li")
    open.at(-1)?.list.append(item)
    item.append(paragraph)
    paragraph.removeAttribute("style")
    paragraph = next
  }
}

/** Takes the typed bullet or number off the paragraph and returns it. */
function takeMarker(paragraph: Element): string {
  const marker = [...paragraph.querySelectorAll("span")].find(span =>
    /mso-list:\s*ignore/i.test(span.getAttribute("style") ?? ""),
  )
  marker?.remove()
  return marker?.textContent ?? ""
}
