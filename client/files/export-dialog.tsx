// Export: which format, and what goes with it. Everybody in the room may take away what they may see of it; the past is
// offered to its writers only. The server writes the file; this page stays open to take another.
import { useEffect, useState } from "react"
import { papers } from "../../shared/formats-api.ts"
import { mayEdit } from "../../shared/roles.ts"
import type { Version } from "../../shared/versions-api.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useAccess } from "../hooks/use-room-state.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { Check } from "../ui/fields.tsx"
import { getVersions } from "../versions/requests.ts"
import { versionTitle } from "../versions/version-words.ts"
import { type Chosen, formatChoices, mayHaveNames, paperNames, queryOf } from "./export-choices.ts"
import styles from "./files.module.css"
import { Select } from "./select.tsx"
import { type Exporter, useExport } from "./use-export.ts"

const [usual] = formatChoices

export default function ExportDialog({ onClose }: { onClose: () => void }) {
  const { id } = useRoom()
  const { role, seesComments } = useAccess()
  const versions = useVersions(mayEdit(role))
  const exporter = useExport(id)
  const [chosen, setChosen] = useState<Chosen>({
    format: usual,
    paper: "a4",
    theme: "light",
    scale: 2,
    comments: false,
    names: true,
  })
  const { format } = chosen
  const choose = (change: Partial<Chosen>) => setChosen(before => ({ ...before, ...change }))
  const isWriting = exporter.exporting.state === "writing"
  return (
    <Dialog title="Export" onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          if (!isWriting) exporter.start(queryOf(chosen))
        }}
      >
        <fieldset className={styles.formats}>
          <legend className={styles.label}>Format</legend>
          {formatChoices.map(choice => (
            <label key={choice.format} className={styles.choice}>
              <input
                type="radio"
                name="format"
                value={choice.format}
                checked={choice === format}
                data-autofocus={choice === usual || undefined}
                onChange={() => choose({ format: choice })}
              />
              <span>
                <span className={styles.choiceName}>{choice.name}</span>
                <span className={styles.choiceAbout}>{choice.about}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className={styles.options}>
          {versions.length > 0 && (
            <Select
              label="Which state"
              value={chosen.version ?? ""}
              options={[["", "As it is now"], ...versions.map(nameVersion)]}
              onChoose={chosenId => {
                const version = versions.find(each => each.id === chosenId)?.id
                setChosen(({ version: _before, ...rest }) => ({ ...rest, ...(version && { version }) }))
              }}
            />
          )}
          {format.hasPaper && (
            <Select
              label="Paper"
              value={chosen.paper}
              options={papers.map(paper => [paper, paperNames[paper]])}
              onChoose={paper => choose({ paper })}
            />
          )}
          {format.hasTheme && (
            <Select
              label="Colours"
              value={chosen.theme}
              options={[
                ["light", "Light"],
                ["dark", "Dark"],
              ]}
              onChoose={theme => choose({ theme })}
            />
          )}
          {format.hasScale && (
            <Select
              label="Size"
              value={String(chosen.scale)}
              options={[
                ["1", "1×, as on screen"],
                ["2", "2×, for screens"],
                ["4", "4×, for print"],
              ]}
              onChoose={scale => choose({ scale: scale === "1" ? 1 : scale === "4" ? 4 : 2 })}
            />
          )}
          {format.hasComments && seesComments && (
            <Check isOn={chosen.comments} onChange={comments => choose({ comments })}>
              With the comments
            </Check>
          )}
          {mayHaveNames(chosen) && (
            <Check isOn={chosen.names} onChange={names => choose({ names })}>
              With the names of people
            </Check>
          )}
        </div>
        <Foot exporter={exporter} name={format.name} />
      </form>
    </Dialog>
  )
}

/** What goes on, in words, and the button that begins or ends it. */
function Foot({ exporter: { exporting, cancel }, name }: { exporter: Exporter; name: string }) {
  const isWriting = exporting.state === "writing"
  return (
    <div className={styles.foot}>
      <p role="status" className={exporting.state === "failed" ? styles.fault : styles.hint}>
        {wordsFor(exporting)}
      </p>
      {isWriting && <progress className={styles.progress} aria-label={`Writing: ${name}`} />}
      <div className={styles.actions}>
        {isWriting ? (
          <Button kind="plain" onPress={cancel}>
            Cancel
          </Button>
        ) : (
          <Button kind="primary" submits onPress={() => undefined}>
            Export
          </Button>
        )}
      </div>
    </div>
  )
}

function wordsFor(exporting: Exporter["exporting"]): string {
  switch (exporting.state) {
    case "idle":
      return ""
    case "writing":
      // Said for what takes its time only: a word that is gone at once is noise.
      return exporting.seconds === 0 ? "Writing…" : `Writing… ${exporting.seconds} s`
    case "saved":
      return `Saved as “${exporting.name}”.`
    case "failed":
      return exporting.why
  }
}

const nameVersion = (version: Version): [string, string] => {
  const time = new Date(version.at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })
  return [version.id, `${versionTitle(version)}, ${time}`]
}

/** Newest first; none where there is none to choose, or nobody to choose it. */
function useVersions(mayChoose: boolean): readonly Version[] {
  const { id } = useRoom()
  const [versions, setVersions] = useState<readonly Version[]>([])
  useEffect(() => {
    let isOver = false
    if (mayChoose)
      void getVersions(id).then(answer => {
        if (!isOver && answer.ok) setVersions(answer.value)
      })
    return () => {
      isOver = true
    }
  }, [id, mayChoose])
  return versions
}
