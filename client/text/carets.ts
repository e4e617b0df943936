// The carets and selections of the others in an editor, with their names. Built on y-tiptap's plugin directly:
// Tiptap's own extension writes the person into awareness whenever an editor mounts, and hands what peers send on as it
// is, where one malformed position makes every open editor throw.
import { Extension } from "@tiptap/core"
import { type EditorState, Plugin, type Transaction } from "@tiptap/pm/state"
import { DecorationSet } from "@tiptap/pm/view"
import { yCursorPlugin, yCursorPluginKey } from "@tiptap/y-tiptap"
import type { Awareness } from "y-protocols/awareness"
import type * as Y from "yjs"
import { parsePresence } from "../../shared/presence.ts"
import styles from "./carets.module.css"

export const Carets = (awareness: Awareness, doc: Y.Doc) =>
  Extension.create({
    name: "carets",
    addProseMirrorPlugins: () => [
      yCursorPlugin(awareness, {
        awarenessStateFilter: (mine: number, theirs: number, state: unknown) =>
          mine !== theirs && hasCursor(state, doc),
        cursorBuilder: caret,
        selectionBuilder: user => ({
          class: styles.selection ?? "",
          style: `--person: ${personOf(user).color}`,
        }),
      }),
      new Plugin({ filterTransaction: onlyMovedCarets(awareness) }),
    ],
  })

/**
 * Refuses to draw carets anew that have not moved. The plugin asks for that whenever anybody's state changes, the own
 * one included, which changes with every key.
 */
function onlyMovedCarets(awareness: Awareness) {
  let drawn = ""
  return (transaction: Transaction, state: EditorState): boolean => {
    if (!transaction.getMeta(yCursorPluginKey)?.awarenessUpdated) return true
    const others = [...awareness.getStates()].filter(
      ([id, { cursor }]) => id !== awareness.clientID && cursor,
    )
    const carets = JSON.stringify(others.map(([id, { user, cursor }]) => [id, user, cursor]))
    // Where a paragraph was split or joined, the plugin hides all carets until it is asked again.
    const isShown = others.length === 0 || yCursorPluginKey.getState(state) !== DecorationSet.empty
    if (carets === drawn && isShown) return false
    drawn = carets
    return true
  }
}

const personOf = (user: unknown) => parsePresence({ user })?.user ?? { name: "Guest", color: "#666666" }

function caret(user: unknown): HTMLElement {
  const { name, color } = personOf(user)
  const element = document.createElement("span")
  element.className = styles.caret ?? ""
  element.dataset.unsearched = ""
  element.style.setProperty("--person", color)
  const label = document.createElement("span")
  label.className = styles.name ?? ""
  label.textContent = name
  // Word joiners: without something before and behind it, a browser puts the own caret inside the widget.
  element.append("\u2060", label, "\u2060")
  return element
}

/** True where a peer's state holds two positions that Yjs can resolve without throwing or making a root type. */
function hasCursor(state: unknown, doc: Y.Doc): boolean {
  const cursor = (state as { cursor?: unknown } | null)?.cursor
  if (typeof cursor !== "object" || cursor === null) return false
  const { anchor, head } = cursor as { anchor?: unknown; head?: unknown }
  return isPosition(anchor, doc) && isPosition(head, doc)
}

function isPosition(value: unknown, doc: Y.Doc): boolean {
  if (typeof value !== "object" || value === null) return false
  const { type, tname, item } = value as { type?: unknown; tname?: unknown; item?: unknown }
  const isRoot = tname === undefined || tname === null || (typeof tname === "string" && doc.share.has(tname))
  return isRoot && isIdOrNone(type) && isIdOrNone(item)
}

function isIdOrNone(value: unknown): boolean {
  if (value === undefined || value === null) return true
  const { client, clock } = value as { client?: unknown; clock?: unknown }
  return isClock(client) && isClock(clock)
}

const isClock = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0
