// Anchors under real editors: every way an edit is known to lead positions astray, seen by the client that makes it and
// by one that only looks on, with the anchor as it was made and as the acting client renews it.
// For the types of its commands.
import type {} from "@tiptap/starter-kit"
import { afterEach, describe, expect, test } from "vitest"
import * as Y from "yjs"
import type { BlockId, CardId } from "../../shared/ids.ts"
import {
  type Anchor,
  cardIn,
  cardPlace,
  fragmentAt,
  MAX_QUOTE_LENGTH,
  makeAnchor,
  parseAnchor,
  quoteWords,
  refreshAnchor,
  resolveAnchor,
} from "../../shared/model/anchor.ts"
import type { RichText } from "../../shared/model/canvas.ts"
import { contentOf } from "../../shared/model/document.ts"
import { lettersOf, offsetOf, pointAt, pointsIn } from "../../shared/model/letters.ts"
import { appendText, paragraph } from "../../shared/model/rich-text.ts"
import { contentWith, FIRST, fragmentOf } from "../client/text/world.ts"
import { type Desk, openDesk, positionOf } from "./anchor-world.ts"

const TEXT: RichText = [paragraph("Hello new World, and all the rest of it"), paragraph("Another line")]
const WORDS = "new World"

let desk: Desk
const open = (text: RichText = TEXT, words: string = WORDS): Desk => {
  desk = openDesk(text, words)
  return desk
}
afterEach(() => desk?.close())

/** What is seen: here with the renewed anchor, there with the first one and with the renewed one. */
const everywhere = () => [desk.seenHere(desk.kept), desk.seenThere(desk.made), desk.seenThere(desk.kept)]
const all = (words: string | undefined) => [words, words, words]

describe("[AN1] the anchor stays on its words", () => {
  test("[AN1] when text is typed before them, and at their edges", () => {
    const { editor, act } = open()

    act(() => editor.commands.insertContentAt(1, "Oh. "))
    act(() => editor.commands.insertContentAt(positionOf(editor, WORDS), "brave "))
    act(() => editor.commands.insertContentAt(positionOf(editor, WORDS, WORDS.length), "wide"))

    expect(editor.getText()).toContain("Oh. Hello brave new Worldwide, and")
    expect(everywhere()).toEqual(all(WORDS))
  })

  test("[AN1] when they are made bold, whole or in part", () => {
    const { editor, act } = open()
    const from = positionOf(editor, WORDS)

    act(() =>
      editor
        .chain()
        .setTextSelection({ from, to: from + 3 })
        .toggleBold()
        .run(),
    )
    act(() =>
      editor
        .chain()
        .setTextSelection({ from: 1, to: from + 5 })
        .toggleItalic()
        .run(),
    )

    expect(everywhere()).toEqual(all(WORDS))
  })

  test("[AN1] when the paragraph is split before them", () => {
    const { editor, act } = open()

    act(() => editor.chain().setTextSelection(positionOf(editor, WORDS)).splitBlock().run())

    expect(editor.state.doc.childCount).toBe(3)
    expect(everywhere()).toEqual(all(WORDS))
  })

  test("[AN1] when the paragraph is split inside them", () => {
    const { editor, act } = open()

    act(() =>
      editor
        .chain()
        .setTextSelection(positionOf(editor, WORDS, 4))
        .splitBlock()
        .run(),
    )

    expect(everywhere()).toEqual(all("new |World"))
  })

  test("[AN1] when they are split, edited on the far side and joined again", () => {
    const { editor, act } = open()

    act(() =>
      editor
        .chain()
        .setTextSelection(positionOf(editor, WORDS, 4))
        .splitBlock()
        .run(),
    )
    act(() => editor.commands.insertContentAt(positionOf(editor, "World", 3), "lll"))
    act(() => editor.chain().setTextSelection(positionOf(editor, "Worllll")).joinBackward().run())

    expect([desk.seenHere(desk.kept), desk.seenThere(desk.kept)]).toEqual(["new Worlllld", "new Worlllld"])
  })

  test("[AN1] when the paragraph becomes a list, a quote and a heading, and is lifted again", () => {
    const { editor, act } = open()
    const select = () => editor.chain().setTextSelection(positionOf(editor, WORDS))

    act(() => select().toggleBulletList().run())
    expect(everywhere()).toEqual(all(WORDS))
    act(() => select().toggleBulletList().run())
    expect(everywhere()).toEqual(all(WORDS))
    act(() => select().toggleBlockquote().run())
    expect(everywhere()).toEqual(all(WORDS))
    act(() => select().toggleBlockquote().toggleHeading({ level: 2 }).run())
    expect(everywhere()).toEqual(all(WORDS))
  })

  test("[AN1] when two paragraphs are joined, with them in the second", () => {
    const { editor, act } = open([paragraph("A line before"), ...TEXT])

    act(() => editor.chain().setTextSelection(positionOf(editor, "Hello")).joinBackward().run())

    expect(editor.state.doc.childCount).toBe(2)
    expect(everywhere()).toEqual(all(WORDS))
  })

  test("[AN1] when the paragraph moves to another place in the text", () => {
    const { editor, act } = open()
    const { nodeSize } = editor.state.doc.child(0)

    act(() => {
      const { tr, doc } = editor.state
      const moved = doc.child(0)
      editor.view.dispatch(tr.delete(0, nodeSize).insert(tr.doc.content.size, moved))
    })

    expect(editor.state.doc.child(1).textContent).toContain(WORDS)
    expect(everywhere()).toEqual(all(WORDS))
  })

  test("[AN1] when a version is restored paragraph by paragraph", () => {
    const { here, act } = open()

    act(() => {
      const fragment = fragmentOf(here, FIRST)
      here.doc.transact(() => {
        fragment.delete(0, fragment.length)
        appendText(fragment, [paragraph("A new first line"), ...TEXT])
      })
    })

    expect(everywhere()).toEqual(all(WORDS))
  })
})

describe("[AN2] words that come back are found again", () => {
  test("[AN2] deleted, then the deletion undone", () => {
    const { editor, undo, act } = open()
    const from = positionOf(editor, WORDS)

    act(() => editor.commands.deleteRange({ from, to: from + WORDS.length }))
    expect(everywhere()).toEqual(all(undefined))
    act(() => undo.undo())

    expect(everywhere()).toEqual(all(WORDS))
  })

  test("[AN2] the whole card cleared, then the clearing undone", () => {
    const { editor, undo, act } = open()

    // The binding takes an editor that is empty and was never anything else for one that has not begun.
    act(() => editor.commands.insertContentAt(1, "So. "))
    act(() => editor.chain().selectAll().deleteSelection().run())
    expect(everywhere()).toEqual(all(undefined))
    act(() => undo.undo())

    expect(everywhere()).toEqual(all(WORDS))
  })

  test("[AN2] deleted and undone while the same words stand a second time", () => {
    const { editor, undo, act } = open([...TEXT, paragraph("Hello another new World again")])
    const from = positionOf(editor, WORDS)

    act(() => editor.commands.deleteRange({ from, to: from + WORDS.length }))
    expect(everywhere()).toEqual(all(undefined))
    act(() => undo.undo())

    const found = resolveAnchor(desk.kept, lettersOf(fragmentOf(desk.there, FIRST)))
    expect(found).toEqual({ from: 6, to: 15 })
  })

  test("[AN2] cut, and pasted elsewhere after a while", () => {
    const { editor, act } = open()
    const from = positionOf(editor, WORDS)

    act(() => editor.commands.deleteRange({ from, to: from + WORDS.length }))
    act(() => editor.commands.insertContentAt(1, "First of all. "))
    expect(everywhere()).toEqual(all(undefined))
    act(() => editor.commands.insertContentAt(positionOf(editor, "Another", 7), ` ${WORDS}`))

    expect(editor.getText()).toContain("Another new World line")
    expect(everywhere()).toEqual(all(WORDS))
  })
})

describe("[AN3] never on the wrong words", () => {
  test("[AN3] the words deleted: their neighbours are not taken for them", () => {
    const { editor, act } = open()
    const from = positionOf(editor, WORDS)

    act(() => editor.commands.deleteRange({ from: from - 2, to: from + WORDS.length + 2 }))

    expect(everywhere()).toEqual(all(undefined))
  })

  test("[AN3] of words that stand twice, the other is never taken for the one that was deleted", () => {
    const { editor, act } = open([...TEXT, paragraph("Hello another new World again")])
    const from = positionOf(editor, WORDS)

    act(() => editor.commands.deleteRange({ from, to: from + WORDS.length }))

    expect(desk.made.rival).toBeDefined()
    expect(everywhere()).toEqual(all(undefined))
  })

  test("[AN3] a second paragraph like the first is not taken for it", () => {
    const { editor, act } = open([...TEXT, ...TEXT])

    act(() => {
      const { tr, doc } = editor.state
      editor.view.dispatch(tr.delete(0, doc.child(0).nodeSize))
    })

    expect(everywhere()).toEqual(all(undefined))
  })

  test("[AN3] a copy made after the comment is not taken for the original once that is gone", () => {
    const { editor, act } = open()

    act(() => editor.commands.insertContentAt(positionOf(editor, "Another"), `${WORDS} `))
    const from = positionOf(editor, WORDS)
    act(() => editor.commands.deleteRange({ from, to: from + WORDS.length }))

    expect([desk.seenHere(desk.kept), desk.seenThere(desk.kept)]).toEqual([undefined, undefined])
  })

  test("[AN3] short words that stand elsewhere by chance are not taken for deleted ones", () => {
    const { editor, act } = open([paragraph("We are at it now"), paragraph("No line says more")], "at")
    const from = positionOf(editor, "at it")

    act(() => editor.commands.deleteRange({ from, to: from + 3 }))
    act(() => editor.commands.insertContentAt(positionOf(editor, "line"), "what "))

    expect(everywhere()).toEqual(all(undefined))
  })
})

describe("[AN4] edited words are still the words", () => {
  test("[AN4] typed inside them", () => {
    const { editor, act } = open()

    act(() => editor.commands.insertContentAt(positionOf(editor, WORDS, 4), "and better "))

    expect(everywhere()).toEqual(all("new and better World"))
  })

  test("[AN4] their beginning or their end deleted", () => {
    const { editor, act } = open()
    const from = positionOf(editor, WORDS)

    act(() => editor.commands.deleteRange({ from, to: from + 4 }))

    expect(everywhere()).toEqual(all("World"))
  })

  test("[AN4] edited by two at once, each unknown to the other", () => {
    const { editor, act, here, there } = open()
    const far = lettersOf(fragmentOf(there, FIRST))
    const point = pointAt(far, far.words.indexOf("World"))
    point?.text.insert(point.index, "whole ")

    act(() => editor.commands.insertContentAt(positionOf(editor, WORDS, 3), "er"))

    expect(here.doc.getMap("cards").size).toBe(1)
    expect(everywhere()).toEqual(all("newer whole World"))
  })
})

describe("[AN5] an anchor is renewed only where it has to be", () => {
  const stay = (words: string, change: (desk: Desk) => void) => {
    const opened = open(TEXT, words)
    change(opened)
    return refreshAnchor(opened.made, lettersOf(fragmentOf(opened.here, FIRST))).kind
  }

  test("[AN5] edits elsewhere, and not far from it, change nothing", () => {
    expect(
      stay(WORDS, ({ editor }) => editor.commands.insertContentAt(positionOf(editor, "Another"), "x")),
    ).toBe("same")
    expect(
      stay(WORDS, ({ editor }) => editor.commands.insertContentAt(positionOf(editor, "rest"), "x")),
    ).toBe("same")
  })

  test("[AN5] a split inside it does, and a deletion leaves it as it is", () => {
    const split = ({ editor }: Desk) =>
      editor
        .chain()
        .setTextSelection(positionOf(editor, WORDS, 4))
        .splitBlock()
        .run()
    const remove = ({ editor }: Desk) => editor.commands.deleteRange({ from: 1, to: 30 })

    expect(stay(WORDS, split)).toBe("changed")
    expect(stay(WORDS, remove)).toBe("lost")
  })
})

describe("[AN6] anchors are data", () => {
  test("[AN6] one that is made is read back, and malformed ones are none", () => {
    const { made } = open()

    expect(parseAnchor(JSON.parse(JSON.stringify(made)))).toEqual(made)
    const bad: unknown[] = [
      undefined,
      null,
      "x",
      {},
      { ...made, place: "card:" },
      { ...made, place: "elsewhere" },
      { ...made, start: "<script>" },
      { ...made, end: "A".repeat(201) },
      { ...made, quote: "" },
      { ...made, quote: "x".repeat(MAX_QUOTE_LENGTH * 2 + 1) },
      { ...made, before: "x".repeat(33) },
      { ...made, rival: { before: -1, after: 0 } },
      { ...made, rival: "1" },
    ]
    expect(bad.map(parseAnchor)).toEqual(bad.map(() => undefined))
  })

  test("[AN6] positions that are no positions lead to the words by what they say, or nowhere", () => {
    const { made, here } = open()
    const letters = lettersOf(fragmentOf(here, FIRST))
    const forged: Anchor = { ...made, start: "////", end: "AAAA" }

    expect(resolveAnchor(forged, letters)).toEqual({ from: 6, to: 15 })
    expect(resolveAnchor({ ...forged, quote: "something else" }, letters)).toBeUndefined()
  })

  test("[AN6] a document that has not arrived yet, or lacks the card, has no place for it", () => {
    const { made } = open()
    const empty = contentOf(new Y.Doc())

    expect(fragmentAt(empty, made.place)).toBeUndefined()
    expect(resolveAnchor(made, lettersOf(empty.commentary))).toBeUndefined()
  })

  test("[AN6] a long stretch is kept to its beginning, an empty one is none", () => {
    const content = contentWith({ id: FIRST, text: [paragraph("word ".repeat(1_000))] })
    const letters = lettersOf(fragmentOf(content, FIRST))

    const anchor = makeAnchor(cardPlace(FIRST), letters, { from: 0, to: 5_000 })

    expect(anchor?.quote).toHaveLength(MAX_QUOTE_LENGTH)
    expect(makeAnchor(cardPlace(FIRST), letters, { from: 3, to: 3 })).toBeUndefined()
    expect(makeAnchor(cardPlace(FIRST), letters, { from: 9_000, to: 9_001 })).toBeUndefined()
  })

  test("[AN6] the quote keeps its paragraphs apart for people", () => {
    const { made } = open(TEXT, "of itAnother line")

    expect(quoteWords(made)).toBe("of it Another line")
  })

  test("[AN6] a place names a fragment", () => {
    expect(cardIn(cardPlace("a-card" as CardId))).toBe("a-card")
    expect([cardIn("lead"), cardIn("commentary")]).toEqual([undefined, undefined])
  })
})

describe("[AN7] letters and points are two names of one place", () => {
  test("[AN7] in text with marks, breaks, nested blocks and code", () => {
    const text: RichText = [
      { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Head" }] },
      {
        type: "paragraph",
        content: [
          { type: "text", text: "one " },
          { type: "text", text: "two", marks: [{ type: "bold" }] },
          { type: "hardBreak" },
          { type: "text", text: "three" },
        ],
      },
      { type: "bulletList", content: [{ type: "listItem", content: [paragraph("four"), paragraph("")] }] },
      { type: "codeBlock", content: [{ type: "text", text: "a\nb" }] },
    ]
    const fragment = fragmentOf(contentWith({ id: FIRST, text }), FIRST)
    const letters = lettersOf(fragment)

    expect(letters.words).toBe("Headone twothreefoura\nb")
    for (let offset = 0; offset < letters.words.length; offset++) {
      const point = pointAt(letters, offset)
      expect(point && offsetOf(letters, point)).toBe(offset)
      expect(
        point?.text
          .toDelta()
          .map((run: { insert: string }) => run.insert)
          .join("")[point.index],
      ).toBe(letters.words[offset])
    }
    expect(pointsIn(letters, { from: 8, to: 18 }).map(({ length }) => length)).toEqual([3, 5, 2])
  })

  test("[AN7] objects that are no text count where they stand and have no letters", () => {
    const doc = new Y.Doc()
    const text = new Y.XmlText()
    doc.getXmlFragment("commentary").insert(0, [text])
    text.insert(0, "before")
    text.insertEmbed(3, { odd: true })
    const letters = lettersOf(doc.getXmlFragment("commentary"))

    expect(letters.words).toBe("before")
    expect(pointAt(letters, 3)).toEqual({ text, index: 4 })
    expect(offsetOf(letters, { text, index: 4 })).toBe(3)
    expect(offsetOf(letters, { text: new Y.XmlText(), index: 0 })).toBeUndefined()
  })
})

test("[AN1] a card that moves and is archived keeps its anchors", async () => {
  const { archiveCards, moveCards, restoreCards } = await import("../../shared/model/edits.ts")
  const { here, act } = open()

  act(() => moveCards(here, [FIRST], { block: "there" as BlockId, position: 0 }))
  act(() => archiveCards(here, [FIRST], 5))
  act(() => restoreCards(here, [FIRST]))

  expect(everywhere()).toEqual(all(WORDS))
})
