// What an editor of a room is made of: the shared schema, the binding to a fragment, the room's undo, the others'
// carets and the keys by which a text is left.
import { Extension, type Extensions } from "@tiptap/core"
import { Collaboration } from "@tiptap/extension-collaboration"
import { Plugin } from "@tiptap/pm/state"
import { ySyncPluginKey } from "@tiptap/y-tiptap"
import type * as Y from "yjs"
import { richTextExtensions } from "../../shared/model/extensions.ts"
import type { OpenRoom } from "../sync/open-room.ts"
import { Carets } from "./carets.ts"
import type { Editing } from "./editing.ts"
import { LeadInDecoration, TitleDecoration } from "./title-decoration.ts"

export interface EditorKeys {
  escape(): void
  submit(): void
  undo(): void
  redo(): void
  /** Puts the focus into the toolbar. */
  tools(): void
}

export function editorExtensions(
  room: Pick<OpenRoom, "doc" | "awareness" | "undo">,
  fragment: Y.XmlFragment,
  keys: EditorKeys,
): Extensions {
  return [
    ...richTextExtensions(),
    Collaboration.configure({
      fragment,
      yUndoOptions: { undoManager: room.undo.forEditor(ySyncPluginKey) },
    }),
    Carets(room.awareness, room.doc),
    OwnLinksOnly,
    RoomKeys(keys),
  ]
}

/** What is shown in a text beyond what is written in it. */
export const decorationsOf = (kind: Editing["kind"]): Extensions =>
  kind === "card" ? [TitleDecoration] : kind === "commentary" ? [LeadInDecoration] : []

/**
 * Addresses become links where this person types them. The plugin for it also reacts to what others have written and
 * to the text an editor mounts over, and would write links into the document in this person's name (RT5).
 */
const OwnLinksOnly = Extension.create({
  name: "ownLinksOnly",
  addProseMirrorPlugins: () => [
    new Plugin({
      filterTransaction(transaction) {
        // Asked before any plugin appends to the transaction, which makes it the one place to tell them.
        if (transaction.getMeta(ySyncPluginKey)) transaction.setMeta("preventAutolink", true)
        return true
      },
    }),
  ],
})

/** ProseMirror hands no key on that belongs to a word being composed, so none of these ends one. */
const RoomKeys = (keys: EditorKeys) => {
  const take = (act: () => void) => () => {
    act()
    return true
  }
  return Extension.create({
    name: "roomKeys",
    // Above Collaboration, whose undo says nothing about the place it has touched.
    priority: 2000,
    addKeyboardShortcuts: () => ({
      Escape: take(keys.escape),
      "Mod-Enter": take(keys.submit),
      "Mod-z": take(keys.undo),
      "Mod-y": take(keys.redo),
      "Shift-Mod-z": take(keys.redo),
      "Alt-F10": take(keys.tools),
    }),
  })
}
