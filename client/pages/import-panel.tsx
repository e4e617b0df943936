// "Import a file or a page": a file is chosen or dropped, or text pasted; what was recognised is shown, then a room is
// made of it.
import { useState } from "react"
import { AlongChoice, everything } from "../files/along-choice.tsx"
import { FileEntry } from "../files/file-entry.tsx"
import { Found } from "../files/found.tsx"
import { roomOfFile } from "../files/requests.ts"
import { usePreview } from "../files/use-preview.ts"
import { Button } from "../ui/button.tsx"
import home from "./home-page.module.css"
import styles from "./import-panel.module.css"
import type { RoomMaker } from "./use-create-room.ts"

export function ImportPanel({ maker }: { maker: RoomMaker }) {
  const reader = usePreview()
  const { reading } = reader
  const [wanted, setWanted] = useState(everything)
  return (
    <section aria-labelledby="import" className={home.section}>
      <h2 id="import" className={home.heading}>
        Import a file or a page
      </h2>
      <p className={home.about}>
        A canvas file or archive of Ninefold, Word, Markdown, CSV, .leancanvas, or an article with a business
        model in it. You see what was recognised before anything is made.
      </p>
      <div className={styles.panel}>
        <FileEntry reader={reader} rows={9} />
        <div className={styles.preview} aria-live="polite">
          <Found reading={reading} />
          {reading.state === "read" && (
            <>
              <AlongChoice along={reading.preview.along} wanted={wanted} onChoose={setWanted} />
              <Button
                kind="primary"
                disabled={maker.isCreating}
                onPress={() => void maker.create(() => roomOfFile(reading.upload, wanted))}
              >
                Create the room
              </Button>
            </>
          )}
        </div>
      </div>
    </section>
  )
}
