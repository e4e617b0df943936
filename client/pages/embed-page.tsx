// A room in a frame of another page: its head, board and commentary, live, to be read, and nothing around them.
import { useRef } from "react"
import type { LinkSecret, RoomId } from "../../shared/ids.ts"
import { Board, type BoardHandle } from "../canvas/board.tsx"
import { Commentary } from "../commentary/commentary.tsx"
import { RoomProvider } from "../hooks/room-context.tsx"
import { useEmbedding } from "../hooks/use-embedding.ts"
import { useReady, useSaved } from "../hooks/use-room-state.ts"
import { BoardSkeleton } from "./board-skeleton.tsx"
import { MessagePage } from "./message-page.tsx"
import { NoticeBar } from "./notice-bar.tsx"
import styles from "./room-view.module.css"
import { TitleBlock } from "./title-block.tsx"

export default function EmbedPage({ id, token }: { id: RoomId; token: LinkSecret }) {
  const opening = useEmbedding(id, token)
  switch (opening.state) {
    case "open":
      return (
        <RoomProvider room={opening.room}>
          <Embedded />
        </RoomProvider>
      )
    case "finding":
    case "unreachable":
      return <BoardSkeleton words="Opening the canvas…" />
    default:
      return (
        <MessagePage
          title="This canvas is no longer shown here."
          detail="Whoever looks after it has ended this view."
        />
      )
  }
}

function Embedded() {
  const board = useRef<BoardHandle>(null)
  const isReady = useReady()
  const saved = useSaved()
  if (!isReady && saved.state !== "ended") return <BoardSkeleton words="Opening the canvas…" />
  return (
    <>
      {saved.state === "ended" && <NoticeBar />}
      {isReady && (
        <main>
          <TitleBlock />
          <div className={styles.sheet}>
            <Board ref={board} commands={[]} />
          </div>
          <Commentary />
        </main>
      )}
    </>
  )
}
