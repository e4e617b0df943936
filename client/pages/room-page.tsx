// A room's page from its address: finds the room, opens it, and shows it or says why it cannot be shown.
import { useEffect } from "react"
import type { RoomId } from "../../shared/ids.ts"
import { Close } from "../../shared/protocol/close.ts"
import type { getRoom } from "../api.ts"
import { useDevice } from "../hooks/device-context.tsx"
import { RoomProvider } from "../hooks/room-context.tsx"
import { useMeta } from "../hooks/use-document.ts"
import { useOpening } from "../hooks/use-opening.ts"
import { useReady, useSaved } from "../hooks/use-room-state.ts"
import { askToKeep } from "../sync/offline.ts"
import type { OpenRoom } from "../sync/open-room.ts"
import { findRoom, keepRoom } from "../sync/rooms.ts"
import { Button } from "../ui/button.tsx"
import { BoardSkeleton } from "./board-skeleton.tsx"
import { downloadBytes, downloadCopy } from "./download-copy.ts"
import { ErrorBoundary } from "./error-boundary.tsx"
import { MessagePage } from "./message-page.tsx"
import { NotFoundPage } from "./not-found-page.tsx"
import { RoomView } from "./room-view.tsx"
import { noticeOf } from "./words.ts"

export function RoomPage({ id, find }: { id: RoomId; find: typeof getRoom }) {
  const opening = useOpening(id, find)
  switch (opening.state) {
    case "finding":
      return <BoardSkeleton words="Opening the room…" />
    case "unreachable":
      return (
        <BoardSkeleton words="The server does not answer, and this room was not opened on this device before. It opens as soon as the server is there." />
      )
    case "missing":
      return <NotFoundPage />
    case "failed":
      return <MessagePage title={opening.problem.title} detail={opening.problem.detail ?? ""} />
    case "open":
      return (
        <RoomProvider room={opening.room}>
          <ErrorBoundary rescue={<Rescue room={opening.room} />}>
            <OpenedRoom room={opening.room} />
          </ErrorBoundary>
        </RoomProvider>
      )
  }
}

/** The ways to take the work away when the page itself cannot be drawn. */
function Rescue({ room }: { room: OpenRoom }) {
  return (
    <p>
      <Button kind="plain" onPress={() => void downloadCopy(room)}>
        Download my copy
      </Button>{" "}
      <Button onPress={() => downloadBytes(room)}>Download its raw data</Button>
    </p>
  )
}

function OpenedRoom({ room }: { room: OpenRoom }) {
  const isReady = useReady()
  const saved = useSaved()
  useTitle(room)
  useKeeping(room)
  if (isReady) return <RoomView />
  const notice = saved.state === "offline" ? undefined : noticeOf(saved)
  if (saved.state === "ended" && saved.code === Close.gone) return <NotFoundPage />
  if (notice)
    return (
      <MessagePage title={notice.title} detail={notice.detail}>
        <Button kind="primary" onPress={() => location.reload()}>
          Reload
        </Button>
      </MessagePage>
    )
  return (
    <BoardSkeleton
      words={
        saved.state === "offline"
          ? "The server does not answer, and nothing of this room is kept on this device. It opens as soon as the server is there."
          : "Opening the room…"
      }
    />
  )
}

/** The room's title is the page's, and the one by which this device lists it. */
function useTitle(room: OpenRoom): void {
  const { shelf } = useDevice()
  const { title } = useMeta()
  const isReady = useReady()
  useEffect(() => {
    if (!isReady) return
    document.title = `${title || "Untitled canvas"} · Ninefold`
    const known = findRoom(shelf, room.id)
    if (known && known.summary.title !== title)
      keepRoom(shelf, { ...known, summary: { ...known.summary, title } })
  }, [shelf, room, title, isReady])
}

/** Warns before changes would be lost, and asks the browser to keep what is on this device. */
function useKeeping(room: OpenRoom): void {
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => {
      if (room.mayLose()) event.preventDefault()
    }
    addEventListener("beforeunload", leaving)
    return () => removeEventListener("beforeunload", leaving)
  }, [room])
  useEffect(() => {
    // Asked with the first change and not on looking: some browsers show a question.
    const changed = (_update: Uint8Array, _origin: unknown, _doc: unknown, { local }: { local: boolean }) => {
      if (!local) return
      askToKeep(navigator.storage)
      room.doc.off("update", changed)
    }
    room.doc.on("update", changed)
    return () => room.doc.off("update", changed)
  }, [room])
}
