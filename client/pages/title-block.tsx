// The head of the page, as on a printed canvas: category, title, lead, who it was designed for and by.

import { setMeta } from "../../shared/model/edits.ts"
import type { Meta } from "../../shared/model/read.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useMeta } from "../hooks/use-document.ts"
import { useMayEdit } from "../hooks/use-room-state.ts"
import { EditableLine } from "./editable-line.tsx"
import { Lead } from "./lead.tsx"
import styles from "./title-block.module.css"

export function TitleBlock() {
  const { content, undo } = useRoom()
  const meta = useMeta()
  const mayEdit = useMayEdit()
  const line = (key: keyof Meta, label: string, placeholder: string) => (
    <EditableLine
      value={meta[key]}
      label={label}
      placeholder={placeholder}
      mayEdit={mayEdit}
      onChange={value => {
        undo.separate()
        setMeta(content, { [key]: value })
        undo.separate()
      }}
    />
  )
  return (
    <header className={styles.head}>
      <div className={styles.names}>
        {(mayEdit || meta.category) && (
          <p className={styles.category}>{line("category", "Category", "Category")}</p>
        )}
        <h1 className={styles.title}>{line("title", "Title", "Untitled canvas")}</h1>
        {(mayEdit || meta.designedFor || meta.designedBy) && (
          <dl className={styles.entries}>
            <div>
              <dt>Designed for</dt>
              <dd>{line("designedFor", "Designed for", "—")}</dd>
            </div>
            <div>
              <dt>Designed by</dt>
              <dd>{line("designedBy", "Designed by", "—")}</dd>
            </div>
          </dl>
        )}
      </div>
      <Lead />
    </header>
  )
}
