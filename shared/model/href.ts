// Which addresses a link may lead to. Content is untrusted wherever it comes from, so the editor, the static
// render and every export ask here.

const allowed = new Set(["http:", "https:", "mailto:", "tel:"])

/** @returns the address if it is a complete one of an allowed kind, else undefined. Relative addresses are refused. */
export function safeHref(href: unknown): string | undefined {
  if (typeof href !== "string" || href.length > 2048) return undefined
  // Browsers drop control characters and white space inside a scheme: `java\tscript:` would pass a naive check.
  const plain = href.replace(/[\p{Cc}\s]/gu, "")
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(plain)?.[0].toLowerCase()
  if (scheme === undefined || !allowed.has(scheme)) return undefined
  if ((scheme === "http:" || scheme === "https:") && !/^https?:\/\/[^/]/i.test(plain)) return undefined
  return plain
}
