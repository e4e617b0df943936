// The versions of a room on its page: whether they are shown in place of it, what is asked about them, and the commands
// for both. All of it is fetched when it is first asked for, and none of it is there for those who may only read.
import { type ReactNode, Suspense, useCallback, useMemo, useState } from "react"
import type { CardId } from "../../shared/ids.ts"
import { mayEdit } from "../../shared/roles.ts"
import type { Version } from "../../shared/versions-api.ts"
import type { CardDeed } from "../canvas/board-tools.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useAccess } from "../hooks/use-room-state.ts"
import type { Command } from "../ui/commands.ts"
import { useFeedback } from "../ui/feedback.tsx"
import { lazyPart } from "../ui/lazy-part.tsx"
import type { Passage } from "../versions/passage-here.ts"

const VersionsView = lazyPart(() => import("../versions/versions-view.tsx"))
const KeepDialog = lazyPart(() => import("../versions/keep-dialog.tsx"))
const WritersDialog = lazyPart(() => import("../versions/writers-dialog.tsx"))

export interface Versions {
  isOpen: boolean
  toggle(): void
  /** What stands in place of the room while they are open. */
  view: ReactNode
  dialog: ReactNode
  commands: readonly Command[]
  /** What they add to a card's menu. */
  cardDeeds: readonly CardDeed[]
}

type Asked = { kind: "keep" } | { kind: "writers"; passage: Passage }

export function useVersions(): Versions {
  const room = useRoom()
  const { role } = useAccess()
  const { toast } = useFeedback()
  const [isShown, setShown] = useState(false)
  const [asked, setAsked] = useState<Asked>()
  const [kept, setKept] = useState<Version>()
  // A role can change while they are open.
  const mayLook = mayEdit(role)
  const isOpen = isShown && mayLook
  const close = () => setAsked(undefined)
  const leave = useCallback(() => setShown(false), [])
  const keep = useCallback(() => setAsked({ kind: "keep" }), [])
  const commands = useMemo<Command[]>(() => {
    const isEnabled = () => mayEdit(room.access().role)
    const askWriters = async () => {
      const { passageHere } = await import("../versions/passage-here.ts")
      const passage = passageHere(room.content, document)
      if (passage) setAsked({ kind: "writers", passage })
      else toast({ message: "Select some words, or go to a card, to see who wrote it." })
    }
    const command = (id: string, label: string, keys: string[], run: () => void): Command => ({
      id,
      label,
      group: "Versions",
      keys,
      reach: "typing",
      isEnabled,
      run,
    })
    return [
      command("keep-version", "Keep this version…", ["Mod+S"], keep),
      command("versions", "Versions: look back, compare, restore", ["Mod+Shift+S"], () => setShown(true)),
      command("who-wrote", "Who wrote this? The selected words, or the card", [], () => void askWriters()),
    ]
  }, [room, toast, keep])
  const cardDeeds = useMemo<CardDeed[]>(() => {
    const askWriters = async (card: CardId) => {
      const { passageOfCard } = await import("../versions/passage-here.ts")
      const passage = passageOfCard(room.content, card)
      if (passage) setAsked({ kind: "writers", passage })
    }
    return mayLook ? [{ label: "Who wrote this…", run: card => void askWriters(card) }] : []
  }, [room, mayLook])
  return {
    isOpen,
    cardDeeds,
    toggle: () => setShown(!isShown),
    commands,
    view: isOpen && (
      <Suspense fallback={<main />}>
        <VersionsView kept={kept} onClose={leave} onKeep={keep} />
      </Suspense>
    ),
    dialog: mayLook && asked && (
      <Suspense fallback={null}>
        {asked.kind === "keep" ? (
          <KeepDialog onClose={close} onKept={setKept} onVersions={() => setShown(true)} />
        ) : (
          <WritersDialog passage={asked.passage} onClose={close} />
        )}
      </Suspense>
    ),
  }
}
