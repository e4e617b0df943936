// A card's text that one client edits with a real editor while another only looks on, and a comment on some of its words:
// the acting client renews the anchor after each of its edits, as the product does, and the other one is told or is not.
import type { Editor } from "@tiptap/core"
import * as Y from "yjs"
import { openUndo, type Undo } from "../../client/sync/undo.ts"
import { assert } from "../../shared/assert.ts"
import {
  type Anchor,
  cardPlace,
  makeAnchor,
  refreshAnchor,
  resolveAnchor,
} from "../../shared/model/anchor.ts"
import type { RichText } from "../../shared/model/canvas.ts"
import { type Content, contentOf } from "../../shared/model/document.ts"
import { lettersOf, wordsIn } from "../../shared/model/letters.ts"
import { contentWith, exchange, FIRST, fragmentOf, openEditor } from "../client/text/world.ts"

export interface Desk {
  editor: Editor
  undo: Undo
  here: Content
  there: Content
  /** The anchor as it was made, before any edit. */
  made: Anchor
  /** The same after the acting client has renewed it. */
  kept: Anchor
  /** Does something to the text, then brings the other client level. */
  act(change: (editor: Editor) => void): void
  /** What the words are at either client, paragraphs parted by "|". */
  seenHere(anchor: Anchor): string | undefined
  seenThere(anchor: Anchor): string | undefined
  close(): void
}

/** @param words what is commented on; its first occurrence in the text. */
export function openDesk(text: RichText, words: string): Desk {
  const here = contentWith({ id: FIRST, text })
  const there = contentOf(new Y.Doc())
  exchange(here.doc, there.doc)
  const undo = openUndo(here)
  const editor = openEditor(fragmentOf(here, FIRST), undo)
  const letters = lettersOf(fragmentOf(here, FIRST))
  const from = letters.words.indexOf(words)
  const made = makeAnchor(cardPlace(FIRST), letters, { from, to: from + words.length })
  assert(from >= 0 && made, `"${words}" stands in the text`)
  const desk: Desk = {
    editor,
    undo,
    here,
    there,
    made,
    kept: made,
    act(change) {
      undo.separate()
      change(editor)
      const refreshed = refreshAnchor(desk.kept, lettersOf(fragmentOf(here, FIRST)))
      if (refreshed.kind === "changed") desk.kept = refreshed.anchor
      exchange(here.doc, there.doc)
    },
    seenHere: anchor => seen(anchor, here),
    seenThere: anchor => seen(anchor, there),
    close() {
      editor.destroy()
      undo.close()
    },
  }
  return desk
}

function seen(anchor: Anchor, content: Content): string | undefined {
  const letters = lettersOf(fragmentOf(content, FIRST))
  const found = resolveAnchor(anchor, letters)
  return found && wordsIn(letters, found, "|")
}

/** The editor's position of the letter at an offset within the words. */
export function positionOf(editor: Editor, words: string, offset = 0): number {
  let [position, read] = [-1, ""]
  const at = () => read.indexOf(words) + offset
  editor.state.doc.descendants((node, start) => {
    if (!node.isText) return
    const before = read.length
    read += node.text ?? ""
    if (position < 0 && read.includes(words) && at() >= before && at() <= read.length)
      position = start + at() - before
  })
  assert(position >= 0, `"${words}" stands in one text of the editor`)
  return position
}
