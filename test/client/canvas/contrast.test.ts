// Whether words can be read on what they stand on, in both themes, from the tokens themselves.
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"

const css = readFileSync(new URL("../../../client/styles/tokens.css", import.meta.url), "utf8")

type Theme = "light" | "dark"

function colour(name: string, theme: Theme): string {
  const pair = new RegExp(`--${name}: light-dark\\(\\s*(#[0-9a-f]{6}),\\s*(#[0-9a-f]{6})\\s*\\)`).exec(css)
  const found = theme === "light" ? pair?.[1] : pair?.[2]
  if (found === undefined) throw new Error(`no token --${name} with a colour for each theme`)
  return found
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const papers = ["paper-sunken", "paper", "paper-raised", "paper-hover"]
const tones = ["value", "delivery", "money", "neutral"]
const hues = ["clay", "amber", "moss", "teal", "blue", "plum"]
const grounds = [...papers, ...tones.map(tone => `tone-${tone}`), ...hues.map(hue => `hue-${hue}-tint`)]

/** Which words stand on which grounds. */
const pairs: [words: string, ground: string][] = [
  ...["ink", "ink-soft", "ink-faint"].flatMap(ink => grounds.map(on => [ink, on] as [string, string])),
  ...["accent", "good", "warn", "bad"].flatMap(ink => papers.map(on => [ink, on] as [string, string])),
  ...tones.map(tone => [`tone-${tone}-strong`, `tone-${tone}`] as [string, string]),
  // A tag's letter is written in paper on its mark.
  ...hues.map(hue => ["paper-raised", `hue-${hue}-ink`] as [string, string]),
  ["ink-inverse", "ink"],
  ["accent-ink", "accent"],
  ["warn", "warn-tint"],
  ["bad", "bad-tint"],
  ["accent", "accent-tint"],
  ["good", "good-tint"],
  // What came and what went, in a comparison.
  ...["good-tint", "bad-tint"].flatMap(on => ["ink", "ink-soft"].map(ink => [ink, on] as [string, string])),
  ...["ink", "ink-soft"].flatMap(ink =>
    ["comment", "comment-current"].map(on => [ink, on] as [string, string]),
  ),
]

test.each(["light", "dark"] as const)("[BD8] words can be read on every paper and tint in %s", theme => {
  const faint = pairs
    .map(([words, ground]) => ({
      words,
      ground,
      ratio: contrast(colour(words, theme), colour(ground, theme)),
    }))
    .filter(({ ratio }) => ratio < 4.5)

  expect(faint).toEqual([])
})
