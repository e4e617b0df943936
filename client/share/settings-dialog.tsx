// The room itself, for those who facilitate: its title, its lock, a copy, its archive, and its end.
import { type ReactNode, useState } from "react"
import { useLocation } from "wouter"
import { setMeta } from "../../shared/model/edits.ts"
import { whyNot } from "../api.ts"
import { useDevice } from "../hooks/device-context.tsx"
import { useRoom } from "../hooks/room-context.tsx"
import { useHeads, useMeta } from "../hooks/use-document.ts"
import { useAccess } from "../hooks/use-room-state.ts"
import { keepRoom } from "../sync/rooms.ts"
import { Button } from "../ui/button.tsx"
import { ConfirmButton } from "../ui/confirm-button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { useFeedback } from "../ui/feedback.tsx"
import controls from "../ui/fields.module.css"
import type { MadeHere } from "./made-here.ts"
import { changeRoom, copyRoom, deleteRoom, emptyArchive, restoreRoom } from "./requests.ts"
import styles from "./share.module.css"
import { WebhookSetting } from "./webhook-setting.tsx"

/** Time enough to find out that it was the wrong room. */
const UNDO_MS = 30_000

export default function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { id } = useRoom()
  const { shelf, nowMs } = useDevice()
  const { isLocked } = useAccess()
  const { toast } = useFeedback()
  const [, navigate] = useLocation()
  const archived = useHeads().filter(({ gone }) => gone !== undefined).length
  const [said, setSaid] = useState("")
  const [isBusy, setBusy] = useState(false)

  /** Asks the server for something, and says why where it does not do it. */
  const ask = async <T,>(
    asked: Promise<Parameters<typeof whyNot>[0] | { ok: true; value: T }>,
    done: (value: T) => void,
  ) => {
    setBusy(true)
    const answer = await asked
    setBusy(false)
    if (answer.ok) done(answer.value)
    else setSaid(whyNot(answer))
  }
  const lock = () =>
    ask(changeRoom(id, { isLocked: !isLocked }), room =>
      setSaid(room.isLocked ? "The canvas is locked." : "The canvas is unlocked."),
    )
  const copy = () =>
    ask(copyRoom(id), ({ recovery, ...room }) => {
      keepRoom(shelf, { summary: room, openedAt: nowMs() })
      onClose()
      navigate(`/r/${room.id}`, { state: { recovery } satisfies MadeHere })
      toast({ message: "This is the copy, a room of its own." })
    })
  const empty = () =>
    ask(emptyArchive(id), ({ cards }) =>
      setSaid(cards === 1 ? "One card is gone for good." : `${cards} cards are gone for good.`),
    )
  const restore = async () => {
    const restored = await restoreRoom(id)
    if (restored.ok) navigate(`/r/${id}`)
    else toast({ message: whyNot(restored) })
  }
  const remove = () =>
    ask(deleteRoom(id), () => {
      onClose()
      navigate("/")
      toast({
        message: "The room is deleted. For 30 days its address brings it back to those who facilitate it.",
        action: { label: "Undo", run: () => void restore() },
        lastsMs: UNDO_MS,
      })
    })

  return (
    <Dialog title="Room settings" onClose={onClose}>
      <TitleField />
      <Setting title="Lock" about="While it is locked, facilitators alone can change the canvas.">
        <Button kind="plain" disabled={isBusy} onPress={() => void lock()}>
          {isLocked ? "Unlock the canvas" : "Lock the canvas"}
        </Button>
      </Setting>
      <Setting
        title="Copy"
        about="A room of its own with the same canvas, without its people, links and past."
      >
        <Button kind="plain" disabled={isBusy} onPress={() => void copy()}>
          Make a copy
        </Button>
      </Setting>
      <Setting title="Archive" about={archiveInWords(archived)}>
        {archived > 0 && (
          <ConfirmButton
            question={`${archived === 1 ? "The card" : `All ${archived} cards`} in the archive will be gone for good.`}
            action="Empty the archive"
            disabled={isBusy}
            onConfirm={() => void empty()}
          >
            Empty the archive
          </ConfirmButton>
        )}
      </Setting>
      <WebhookSetting />
      <Setting
        title="Delete"
        about="Everybody is sent out. For 30 days a facilitator can bring the room back."
      >
        <ConfirmButton
          question="Delete this room for everybody?"
          action="Delete the room"
          disabled={isBusy}
          onConfirm={() => void remove()}
        >
          Delete the room
        </ConfirmButton>
      </Setting>
      <p role="status" className={styles.said}>
        {said}
      </p>
    </Dialog>
  )
}

const archiveInWords = (cards: number): string =>
  cards === 0
    ? "Cards that are archived can be put back. There are none."
    : `${cards === 1 ? "One card" : `${cards} cards`} can still be put back by those who edit.`

function TitleField() {
  const { content, undo } = useRoom()
  const { title } = useMeta()
  const [draft, setDraft] = useState<string>()
  const write = () => {
    const next = draft?.replace(/\s+/g, " ").trim()
    setDraft(undefined)
    if (next === undefined || next === title) return
    undo.separate()
    setMeta(content, { title: next })
    undo.separate()
  }
  return (
    <label className={styles.setting}>
      <span className={styles.words}>
        <span className={styles.label}>Title</span>
      </span>
      <input
        className={`${controls.control} ${styles.input}`}
        value={draft ?? title}
        maxLength={300}
        placeholder="Untitled canvas"
        onChange={({ target }) => setDraft(target.value)}
        onBlur={write}
        onKeyDown={event => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) write()
        }}
      />
    </label>
  )
}

interface SettingProps {
  title: string
  about: string
  children: ReactNode
}

function Setting({ title, about, children }: SettingProps) {
  return (
    <section className={styles.setting} aria-label={title}>
      <div className={styles.words}>
        <h3 className={styles.label}>{title}</h3>
        <p className={styles.facts}>{about}</p>
      </div>
      {children}
    </section>
  )
}
