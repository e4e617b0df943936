// The editor's extensions: the schema of schema.ts in Tiptap's words. The client mounts editors from this list, the
// server builds the same ProseMirror schema from it. It pulls in Tiptap, so the client imports it with the editor only.
import type { Extensions } from "@tiptap/core"
import { TableKit } from "@tiptap/extension-table"
import StarterKit from "@tiptap/starter-kit"
import { safeHref } from "./href.ts"
import { HEADING_LEVELS } from "./schema.ts"

export function richTextExtensions(): Extensions {
  return [
    StarterKit.configure({
      // Undo is the room's (client/sync/undo.ts), and nothing may be written merely because an editor has mounted.
      undoRedo: false,
      trailingNode: false,
      heading: { levels: [...HEADING_LEVELS] },
      link: {
        openOnClick: false,
        autolink: true,
        // Names such as Z.ai look like hosts: only what is written as an address becomes a link by itself.
        shouldAutoLink: address => /^(https?:\/\/|mailto:|www\.)/i.test(address),
        defaultProtocol: "https",
        protocols: ["http", "https", "mailto", "tel"],
        isAllowedUri: href => safeHref(href) !== undefined,
        HTMLAttributes: { rel: "noopener noreferrer nofollow", target: "_blank" },
      },
    }),
    TableKit.configure({ table: { resizable: false } }),
  ]
}
