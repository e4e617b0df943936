// The bar over a room: the way home, which room this is, who is here, how the work stands, and what can be done
// everywhere on the page.
import Command from "lucide-react/icons/command"
import Download from "lucide-react/icons/download"
import HistoryIcon from "lucide-react/icons/history"
import Redo2 from "lucide-react/icons/redo-2"
import Search from "lucide-react/icons/search"
import Settings from "lucide-react/icons/settings-2"
import Undo2 from "lucide-react/icons/undo-2"
import Share from "lucide-react/icons/user-plus"
import { Suspense } from "react"
import { Link } from "wouter"
import { mayFacilitate } from "../../shared/roles.ts"
import { useMyself } from "../hooks/device-context.tsx"
import { useMeta } from "../hooks/use-document.ts"
import { useAccess, useMayEdit, useMe } from "../hooks/use-room-state.ts"
import { useUndo } from "../hooks/use-undo.ts"
import { whenPainted } from "../hooks/when-painted.ts"
import { AccessPill } from "../share/access-pill.tsx"
import { Button, IconButton } from "../ui/button.tsx"
import { showKey } from "../ui/commands.ts"
import { lazyPart } from "../ui/lazy-part.tsx"
import { isApple } from "../ui/platform.ts"
import { CommentsButton } from "./comments-button.tsx"
import { Faces } from "./faces.tsx"
import styles from "./room-bar.module.css"
import { SavedState } from "./saved-state.tsx"

const InboxButton = lazyPart<object>(() => whenPainted().then(() => import("./inbox-button.tsx")))

interface RoomBarProps {
  onFind: () => void
  onExport: () => void
  onShare: () => void
  onSettings: () => void
  onCommands: () => void
  /** Absent for those who may not see what the room was. */
  versions: { isOpen: boolean; toggle: () => void } | undefined
}

export function RoomBar(props: RoomBarProps) {
  const { onFind, onExport, onShare, onSettings, onCommands, versions } = props
  const { title } = useMeta()
  const me = useMe()
  const { setMe } = useMyself()
  const mayEdit = useMayEdit()
  const { role } = useAccess()
  // Undo, search and comments are of what is live, which then is not on the page.
  const isLive = !versions?.isOpen
  const key = (keys: string) => showKey(keys, isApple())
  return (
    <section className={styles.bar} aria-label="This room" data-screen-only>
      <Link href="/" className={styles.home} aria-label="Ninefold: all rooms">
        <img src="/icon.svg" alt="" width="22" height="22" />
      </Link>
      <span className={styles.title}>{title || "Untitled canvas"}</span>
      <SavedState />
      <AccessPill />
      <span className={styles.space} />
      {isLive && (
        <>
          {mayEdit && <History keyOf={key} />}
          <IconButton label="Find in this room" icon={Search} keys={key("Mod+F")} onPress={onFind} />
          <span className={styles.wide}>
            <IconButton
              label="All commands"
              icon={Command}
              keys={key("Mod+K")}
              opens="dialog"
              onPress={onCommands}
            />
          </span>
        </>
      )}
      <span className={styles.wide}>
        <IconButton label="Export" icon={Download} opens="dialog" onPress={onExport} />
      </span>
      {versions && (
        <IconButton
          label="Versions"
          icon={HistoryIcon}
          expanded={versions.isOpen}
          onPress={versions.toggle}
        />
      )}
      {isLive && <CommentsButton />}
      <Suspense fallback={null}>
        <InboxButton />
      </Suspense>
      <Faces me={me} onMe={setMe} />
      {mayFacilitate(role) && <ForFacilitators onShare={onShare} onSettings={onSettings} />}
    </section>
  )
}

function History({ keyOf }: { keyOf: (keys: string) => string }) {
  const { canUndo, canRedo, undo, redo } = useUndo()
  return (
    <>
      <IconButton label="Undo" icon={Undo2} keys={keyOf("Mod+Z")} disabled={!canUndo} onPress={undo} />
      {/* On a phone it gives its place to how the work stands; the commands have it. */}
      <span className={styles.wide}>
        <IconButton
          label="Redo"
          icon={Redo2}
          keys={keyOf("Mod+Shift+Z")}
          disabled={!canRedo}
          onPress={redo}
        />
      </span>
    </>
  )
}

function ForFacilitators({ onShare, onSettings }: Pick<RoomBarProps, "onShare" | "onSettings">) {
  return (
    <>
      <span className={styles.wide}>
        <IconButton label="Room settings" icon={Settings} opens="dialog" onPress={onSettings} />
        <Button kind="primary" icon={Share} onPress={onShare}>
          Share
        </Button>
      </span>
      <span className={styles.narrow}>
        <IconButton label="Share" icon={Share} opens="dialog" onPress={onShare} />
      </span>
    </>
  )
}
