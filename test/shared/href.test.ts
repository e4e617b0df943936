import fc from "fast-check"
import { expect, test } from "vitest"
import { safeHref } from "../../shared/model/href.ts"

test.each([
  "https://example.org/a?b=c#d",
  "http://example.org",
  "HTTPS://EXAMPLE.ORG",
  "mailto:ana@example.org",
  "tel:+4930123",
])("[RT3] %s may be followed", href => {
  expect(safeHref(href)).toBe(href)
})

test.each([
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "java\tscript:alert(1)",
  "java\nscript:alert(1)",
  " javascript:alert(1)",
  "\u0001javascript:alert(1)",
  "java\u00a0script:alert(1)",
  "data:text/html,<script>1</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "blob:https://example.org/1",
  "//example.org",
  "/path",
  "page.html",
  "#here",
  "https:",
  "https:///path",
  "https:example.org",
  "",
  "x".repeat(3000),
  `https://example.org/${"x".repeat(3000)}`,
  null,
  undefined,
  7,
  ["https://example.org"],
])("[RT3] %j leads nowhere", href => {
  expect(safeHref(href)).toBeUndefined()
})

test("[RT3] what may be followed is an address of an allowed kind to a browser too", () => {
  const hrefs = fc
    .tuple(
      fc.constantFrom("https://", "http:", "mailto:", "javascript:", "data:", "JAVA", "\t", "\u0000", ""),
      fc.string({ unit: "binary-ascii" }),
    )
    .map(parts => parts.join(""))
  fc.assert(
    fc.property(hrefs, href => {
      const safe = safeHref(href)
      if (safe === undefined) return

      const protocol = URL.canParse(safe) ? new URL(safe).protocol : "none"
      expect(["http:", "https:", "mailto:", "tel:", "none"]).toContain(protocol)
      const raw = URL.canParse(href) ? new URL(href).protocol : "none"
      expect(["http:", "https:", "mailto:", "tel:", "none"]).toContain(raw)
    }),
    { numRuns: 2000 },
  )
})
