// The code that shows the room, live and without its bars, in a page of somebody else's. It names a token that may only
// view: a frame of another site has no cookie to come by.
import { useRoom } from "../hooks/room-context.tsx"
import { useMeta } from "../hooks/use-document.ts"
import { embedPath } from "../sync/enter.ts"
import { Button } from "../ui/button.tsx"
import { ConfirmButton } from "../ui/confirm-button.tsx"
import { CopyButton } from "../ui/copy-button.tsx"
import styles from "./share.module.css"
import type { RoomLinks } from "./use-links.ts"

const LABEL = "Embedded view"

export function EmbedPanel({ links }: { links: RoomLinks }) {
  const { id } = useRoom()
  const { title } = useMeta()
  const token = links.links?.find(
    ({ id, kind, role, label }) =>
      kind === "token" && role === "view" && label === LABEL && links.secretOf(id) !== undefined,
  )
  const secret = token && links.secretOf(token.id)
  if (!token || !secret)
    return (
      <>
        <p className={styles.may}>
          Show the room in another page: live, to be read only, without its bars. Whoever sees that page sees
          the room.
        </p>
        <Button
          kind="plain"
          onPress={() =>
            void links.create({ kind: "token", role: "view", label: LABEL, seesComments: false })
          }
        >
          Make the code
        </Button>
      </>
    )
  const code = codeFor(location.origin + embedPath(id, secret), title)
  return (
    <>
      <p className={styles.may}>
        Put this where the room is to appear. Whoever sees that page sees the room.
      </p>
      <textarea className={styles.code} readOnly rows={5} aria-label="Code to embed" value={code} />
      <div className={styles.actions}>
        <CopyButton words={code}>Copy code</CopyButton>
        <ConfirmButton
          question="The room disappears from every page that has this code."
          action="Revoke the code"
          onConfirm={() => void links.revoke(token.id)}
        >
          Revoke
        </ConfirmButton>
      </div>
    </>
  )
}

const escaped = (words: string): string => words.replace(/&/g, "&amp;").replace(/"/g, "&quot;")

const codeFor = (address: string, title: string): string =>
  `<iframe src="${escaped(address)}" title="${escaped(title || "Canvas")}" width="100%" height="900" style="border: 0" loading="lazy"></iframe>`
