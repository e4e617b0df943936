// Fetches the typefaces of a room before there is a word to set in them. Left to the browser, they come after the first
// drawing, and the whole page is laid out again for each.

/** Those on every board: its words, its titles, the numbers of its blocks. See tokens.css for the names. */
const faces = [
  '1em "Source Sans 3 Variable"',
  '1em "Source Serif 4 Variable"',
  'italic 1em "Source Serif 4 Variable"',
]

export function fetchFaces(fonts: Pick<FontFaceSet, "load">): void {
  // One that does not come is asked for again by the page itself, which has others to fall back on.
  for (const face of faces) fonts.load(face).catch(() => undefined)
}
