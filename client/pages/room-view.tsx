// A room that is open and ready: the bar, the head of the page, the board, the commentary, and the commands that
// belong to the page as a whole.
import { memo, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react"
import { mayEdit, mayFacilitate } from "../../shared/roles.ts"
import { Board, type BoardHandle } from "../canvas/board.tsx"
import { Commentary } from "../commentary/commentary.tsx"
import { DiscussionProvider, useDiscussionParts } from "../hooks/discussion-context.tsx"
import { useRoom } from "../hooks/room-context.tsx"
import { useTemplate } from "../hooks/use-document.ts"
import { useAccess, useMayEdit } from "../hooks/use-room-state.ts"
import { whenPainted } from "../hooks/when-painted.ts"
import { recoveryHere } from "../share/made-here.ts"
import { useAccessToasts } from "../share/use-access-toasts.ts"
import { loadEditor } from "../text/load-editor.ts"
import type { Command } from "../ui/commands.ts"
import { lazyPart } from "../ui/lazy-part.tsx"
import said from "../ui/said.module.css"
import { useNewsToasts } from "../versions/use-news-toasts.ts"
import { downloadCopy } from "./download-copy.ts"
import { EmptyRoom } from "./empty-room.tsx"
import { NoticeBar } from "./notice-bar.tsx"
import { RoomBar } from "./room-bar.tsx"
import styles from "./room-view.module.css"
import { TitleBlock } from "./title-block.tsx"
import { useCommentCommands } from "./use-comment-commands.ts"
import { useCreateRoom } from "./use-create-room.ts"
import { useThreadInAddress } from "./use-thread-in-address.ts"
import { useVersions } from "./use-versions.tsx"
import { Welcome } from "./welcome.tsx"

const ExportDialog = lazyPart(() => import("../files/export-dialog.tsx"))
const ImportDialog = lazyPart(() => import("../files/import-dialog.tsx"))
const FindBar = lazyPart(() => import("../search/find-bar.tsx"))
const RecoveryStrip = lazyPart(() => import("../share/recovery-strip.tsx"))
const ShareDialog = lazyPart(() => import("../share/share-dialog.tsx"))
const SettingsDialog = lazyPart(() => import("../share/settings-dialog.tsx"))

async function loadDiscussion() {
  await whenPainted()
  return import("../discussion/discussion.tsx")
}

/** For itself: what stands above it is drawn again whenever the word in the bar changes, with every key. */
export const RoomView = memo(function RoomView() {
  return (
    <DiscussionProvider load={loadDiscussion}>
      <WholeRoom />
    </DiscussionProvider>
  )
})

function WholeRoom() {
  const room = useRoom()
  const board = useRef<BoardHandle>(null)
  /** How often the search has been asked for since it was opened; 0 while it is closed. */
  const [asked, setAsked] = useState(0)
  const find = useCallback(() => setAsked(before => before + 1), [])
  const template = useTemplate()
  const { role } = useAccess()
  useAccessToasts()
  const [opened, setOpened] = useState<"share" | "settings" | "import" | "export">()
  const close = () => setOpened(undefined)
  const [isMadeHere] = useState(() => recoveryHere() !== undefined)
  const parts = useDiscussionParts()
  const comments = useCommentCommands()
  useThreadInAddress()
  const { make } = useCreateRoom()
  useNewsToasts()
  const versions = useVersions()
  const commands = useMemo<Command[]>(
    () => [
      {
        id: "find",
        label: "Find in this room",
        group: "Page",
        keys: ["Mod+F"],
        reach: "typing",
        run: find,
      },
      {
        id: "share",
        label: "Share this room: links and people",
        group: "Page",
        keys: [],
        reach: "page",
        isEnabled: () => mayFacilitate(room.access().role),
        run: () => setOpened("share"),
      },
      {
        id: "settings",
        label: "Room settings: lock, copy, delete",
        group: "Page",
        keys: [],
        reach: "page",
        isEnabled: () => mayFacilitate(room.access().role),
        run: () => setOpened("settings"),
      },
      {
        id: "export",
        label: "Export: PDF, Word, pictures, Markdown and more",
        group: "Page",
        keys: [],
        reach: "page",
        run: () => setOpened("export"),
      },
      {
        id: "import",
        label: "Import a file or a page",
        group: "Page",
        keys: [],
        reach: "page",
        run: () => setOpened("import"),
      },
      {
        id: "download",
        label: "Download as a canvas file",
        group: "Page",
        keys: [],
        reach: "page",
        run: () => void downloadCopy(room),
      },
    ],
    [room, find],
  )
  const canEdit = useMayEdit()
  useEffect(() => {
    // On its way while the text under the board is still being drawn.
    if (canEdit) void loadEditor().catch(() => undefined)
  }, [canEdit])
  // The board is on the page before the long text under it is drawn.
  const isDrawn = useDeferredValue(true, false)
  const all = useMemo(
    () => [...commands, ...comments, ...versions.commands],
    [commands, comments, versions.commands],
  )
  return (
    <>
      <RoomBar
        onFind={find}
        onExport={() => setOpened("export")}
        onShare={() => setOpened("share")}
        onSettings={() => setOpened("settings")}
        onCommands={() => board.current?.openPalette()}
        versions={mayEdit(role) ? versions : undefined}
      />
      <NoticeBar />
      <Welcome />
      {isMadeHere && (
        <Suspense fallback={null}>
          <RecoveryStrip />
        </Suspense>
      )}
      {versions.isOpen ? (
        versions.view
      ) : (
        <main>
          <TitleBlock />
          <EmptyRoom onCompose={() => board.current?.compose()} onImport={() => setOpened("import")} />
          <div className={styles.sheet}>
            {/* Seen from its shape; said for those who go from heading to heading. */}
            <h2 className={said.said}>{template?.name}</h2>
            <Board ref={board} commands={all} cardDeeds={versions.cardDeeds} />
          </div>
          <div data-region="commentary">{isDrawn && <Commentary />}</div>
        </main>
      )}
      {parts?.Discussion && !versions.isOpen && <parts.Discussion />}
      {versions.dialog}
      <Suspense fallback={null}>
        {opened === "share" && mayFacilitate(role) && (
          <ShareDialog onClose={close} onSettings={() => setOpened("settings")} />
        )}
        {opened === "settings" && mayFacilitate(role) && <SettingsDialog onClose={close} />}
        {opened === "export" && <ExportDialog onClose={close} />}
        {opened === "import" && <ImportDialog onClose={close} onNewRoom={make} />}
      </Suspense>
      {asked > 0 && (
        <Suspense fallback={null}>
          <FindBar asked={asked} onClose={() => setAsked(0)} />
        </Suspense>
      )}
    </>
  )
}
