// A room's page from its address: finds the room, opens it, and shows it or says why it cannot be shown.
import { lazy, type ReactNode, useEffect, useState } from "react"
import type { Problem } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { Close } from "../../shared/protocol/close.ts"
import { mayFacilitate } from "../../shared/roles.ts"
import { useDevice } from "../hooks/device-context.tsx"
import { RoomProvider } from "../hooks/room-context.tsx"
import { useMeta } from "../hooks/use-document.ts"
import { type Door, type LinkRefusal, useOpening } from "../hooks/use-opening.ts"
import { useAccess, useReady, useSaved } from "../hooks/use-room-state.ts"
import { askToKeep } from "../sync/offline.ts"
import type { OpenRoom } from "../sync/open-room.ts"
import { findRoom, keepRoom } from "../sync/rooms.ts"
import { dropSecrets } from "../sync/secrets.ts"
import { Button } from "../ui/button.tsx"
import { useFeedback } from "../ui/feedback.tsx"
import { BoardSkeleton } from "./board-skeleton.tsx"
import { downloadBytes, downloadCopy } from "./download-copy.ts"
import { ErrorBoundary } from "./error-boundary.tsx"
import { MessagePage } from "./message-page.tsx"
import { NotFoundPage } from "./not-found-page.tsx"
import { RoomView } from "./room-view.tsx"
import { noticeOf } from "./words.ts"

const RefusedPage = lazy(() => import("./refused-page.tsx"))

/** A room that is there sooner than this is drawn at once; only a longer wait is filled with something to look at. */
const SKELETON_AFTER_MS = 250

export function RoomPage({ id, door }: { id: RoomId; door: Door }) {
  const opening = useOpening(id, door)
  const hasWaited = useWaited()
  const waiting = hasWaited ? <BoardSkeleton words="Opening the room…" /> : <main aria-busy="true" />
  switch (opening.state) {
    case "finding":
      return waiting
    case "unreachable":
      return (
        <BoardSkeleton words="The server does not answer, and this room was not opened on this device before. It opens as soon as the server is there." />
      )
    case "missing":
      return <NotFoundPage />
    case "password":
    case "failed":
      return <RefusedPage id={id} opening={opening} />
    case "open":
      return (
        <RoomProvider room={opening.room}>
          <ErrorBoundary rescue={<Rescue room={opening.room} />}>
            <OpenedRoom id={id} room={opening.room} ended={opening.ended} waiting={waiting} />
            <RefusalToast refusal={opening.refusal} />
          </ErrorBoundary>
        </RoomProvider>
      )
  }
}

function useWaited(): boolean {
  const [hasWaited, setWaited] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), SKELETON_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return hasWaited
}

/** Why the link did not open the room, to somebody who is in it by an earlier way. */
function RefusalToast({ refusal }: { refusal: LinkRefusal | undefined }) {
  const { toast } = useFeedback()
  useEffect(() => {
    if (!refusal) return
    const { problem, askPassword } = refusal
    void import("./refusal-words.ts").then(({ refusalInWords }) =>
      toast({
        message: `${refusalInWords(problem).title} You are here with the access you had before.`,
        ...(askPassword && { action: { label: "Enter it", run: askPassword }, lastsMs: 20_000 }),
      }),
    )
  }, [refusal, toast])
  return null
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

interface OpenedRoomProps {
  id: RoomId
  room: OpenRoom
  /** Why the server no longer opens it. */
  ended: Problem | undefined
  /** What stands there until the document has come. */
  waiting: ReactNode
}

function OpenedRoom({ id, room, ended, waiting }: OpenedRoomProps) {
  const isReady = useReady()
  const saved = useSaved()
  useTitle(room)
  useRememberedAccess(room)
  useKeeping(room)
  if (isReady) return <RoomView />
  // Nothing of it is kept here, so there is nothing to show but why.
  if (ended && ended.status !== 404)
    return <RefusedPage id={id} opening={{ state: "failed", problem: ended }} />
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
  if (saved.state !== "offline") return waiting
  return (
    <BoardSkeleton words="The server does not answer, and nothing of this room is kept on this device. It opens as soon as the server is there." />
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

/** What this person may do is known the next time, too, before the server has been asked. */
function useRememberedAccess(room: OpenRoom): void {
  const { shelf } = useDevice()
  const access = useAccess()
  useEffect(() => {
    const known = findRoom(shelf, room.id)
    const { isLocked, ...you } = access
    if (known) keepRoom(shelf, { ...known, summary: { ...known.summary, isLocked, you } })
    if (!mayFacilitate(access.role)) dropSecrets(shelf, room.id)
  }, [shelf, room, access])
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
