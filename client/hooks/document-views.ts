// What the board is drawn from, read from the content document: heads, board, template, tags, meta. Typing in a card
// changes none of these, and a change of one card keeps the objects of all others.
import type { BlockId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import type { Tag } from "../../shared/model/canvas.ts"
import { type Content, metaKeys } from "../../shared/model/document.ts"
import {
  boardOf,
  type CardHead,
  type Meta,
  readHeads,
  readMeta,
  readTags,
  readTemplate,
} from "../../shared/model/read.ts"
import { createView, sameListOr, sameOr, type View } from "./view.ts"

export type BoardCards = ReadonlyMap<BlockId, CardHead[]>

export interface DocumentViews {
  heads: View<CardHead[]>
  board: View<BoardCards>
  template: View<Template | undefined>
  tags: View<Tag[]>
  meta: View<Meta>
}

export function documentViews(content: Content): DocumentViews {
  const heads = headsView(content)
  const template = templateView(content)
  return {
    heads,
    template,
    board: boardView(heads, template),
    tags: createView<Tag[]>(
      before => sameOr(before, readTags(content)),
      changed => content.tags.observe(changed),
    ),
    meta: createView<Meta>(
      before => sameOr(before, readMeta(content)),
      changed => content.meta.observe(changed),
    ),
  }
}

function headsView(content: Content): View<CardHead[]> {
  // Cards written since the last reading. Theirs are new heads even where they read the same: undoing an archive or a
  // deletion can put a new map, with a new text, under an old id.
  const touched = new Set<unknown>()
  return createView<CardHead[]>(
    before => {
      const kept = new Map(before?.map(head => [head.id, head]))
      const heads = readHeads(content).map(head =>
        touched.has(head.id) ? head : (kept.get(head.id) ?? head),
      )
      touched.clear()
      return sameListOr(before, heads)
    },
    changed =>
      content.cards.observeDeep(events => {
        let isSeen = false
        for (const event of events) {
          // Deeper than a card's own keys is its text, which is not the board's concern.
          if (event.path.length > 1) continue
          isSeen = true
          const ids = event.path.length === 1 ? event.path : [...event.changes.keys.keys()]
          for (const id of ids) touched.add(id)
        }
        if (isSeen) changed()
      }),
  )
}

function templateView(content: Content): View<Template | undefined> {
  let raw: unknown
  return createView<Template | undefined>(
    before => {
      const now = content.meta.get(metaKeys.template)
      if (now === raw) return before
      raw = now
      return readTemplate(content)
    },
    changed => content.meta.observe(changed),
  )
}

function boardView(heads: View<CardHead[]>, template: View<Template | undefined>): View<BoardCards> {
  return createView<BoardCards>(
    before => {
      const shape = template.get()
      if (!shape) return new Map()
      const board = boardOf(heads.get(), shape)
      for (const [block, cards] of board) board.set(block, sameListOr(before?.get(block), cards))
      const isSame =
        before?.size === board.size && [...board].every(([block, cards]) => before.get(block) === cards)
      return isSame ? before : board
    },
    changed => {
      heads.subscribe(changed)
      template.subscribe(changed)
    },
  )
}
