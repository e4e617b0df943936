import fc from "fast-check"
import { expect, test } from "vitest"
import { cleanName, MAX_NAME_LENGTH, parsePresence, personColours } from "../../shared/presence.ts"

const ana = { name: "Ana", color: "#2f68b0" }

test.each([
  [
    { kind: "card", card: "aminer", editing: true },
    { kind: "card", card: "aminer", editing: true },
  ],
  [
    { kind: "card", card: "aminer", editing: "yes" },
    { kind: "card", card: "aminer", editing: false },
  ],
  [{ kind: "lead", more: 1 }, { kind: "lead" }],
  [{ kind: "commentary" }, { kind: "commentary" }],
])("[CV8] a person at %j is shown there", (at, place) => {
  expect(parsePresence({ user: ana, at })).toEqual({ user: ana, at: place })
})

test.each([{ kind: "card", card: "no id!" }, { kind: "card" }, { kind: "moon" }, "lead", null, 7])(
  "[CV8] a person at %j is shown, but nowhere",
  at => {
    expect(parsePresence({ user: ana, at })).toEqual({ user: ana })
  },
)

test.each([null, undefined, 7, "Ana", [], {}, { user: null }, { user: "Ana" }])(
  "[CV8] %j is nobody",
  state => {
    expect(parsePresence(state)).toBeUndefined()
  },
)

test("[CV8] a person without a name is a guest, one without a colour has the first", () => {
  for (const color of [undefined, 7, "red", "#12345", "#1234567", "url(x)", "#2f68b0;x"])
    expect(parsePresence({ user: { color } })).toEqual({ user: { name: "Guest", color: personColours[0] } })
})

test.each([
  ["  Ana \n B.\t", "Ana B."],
  ["\u202eAna\u0000\u200b", "Ana"],
  ["\ud800Ana", "Ana"],
  ["安娜 🦊", "安娜 🦊"],
  ["x".repeat(100), "x".repeat(60)],
  [" \u0007 ", ""],
  [7, ""],
])("[CV8] the name %j is shown as %j", (name, shown) => {
  expect(cleanName(name)).toBe(shown)
})

/** Any code unit, halves of pairs among them, and often one that has no business in a name. */
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)),
  fc.constantFrom("\u0000", "\u202e", "\u200b", "\ud800", "\u00a0", " ", "🦊", "a"),
)

test("[CV8] a cleaned name is short, whole and clean already", () => {
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 80 }), name => {
      const shown = cleanName(name)

      expect([...shown].length).toBeLessThanOrEqual(MAX_NAME_LENGTH)
      expect(shown).not.toMatch(/[\p{Cc}\p{Cs}]|^\s|\s$/u)
      expect(cleanName(shown)).toBe(shown)
    }),
  )
})

test("[CV8] whatever a peer sends as its state, reading it never throws", () => {
  fc.assert(
    fc.property(fc.anything({ maxDepth: 3 }), fc.anything({ maxDepth: 2 }), (user, at) => {
      const presence = parsePresence({ user, at })

      expect(presence === undefined || presence.user.name.length > 0).toBe(true)
    }),
  )
})
