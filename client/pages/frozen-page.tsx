// The page of a frozen link: one version, to be read by anybody who has the address, whatever becomes of the room.
// Nothing here leads to the room. What opens it stays in the fragment, which is sent to no server when it is opened.
import { useEffect, useState } from "react"
import { type FrozenVersion, frozenSecretIn } from "../../shared/versions-api.ts"
import type { Answer } from "../api.ts"
import { showTime } from "../canvas/show-time.ts"
import { PastCanvas } from "../versions/past-canvas.tsx"
import { getFrozen } from "../versions/requests.ts"
import { stateOf } from "../versions/use-past.ts"
import { BoardSkeleton } from "./board-skeleton.tsx"
import styles from "./frozen-page.module.css"
import { MessagePage } from "./message-page.tsx"

export default function FrozenPage() {
  const [secret] = useState(() => frozenSecretIn(location.hash))
  const [answer, setAnswer] = useState<Answer<FrozenVersion>>()
  useEffect(() => {
    if (secret) void getFrozen(secret).then(setAnswer)
  }, [secret])
  useEffect(() => {
    if (answer?.ok) document.title = `${answer.value.title || "Untitled canvas"} · Ninefold`
  }, [answer])
  if (!secret || (answer && !answer.ok && answer.reached))
    return (
      <MessagePage
        title="There is no version here."
        detail="The link may have been revoked, or part of its address may be missing."
      />
    )
  if (!answer) return <BoardSkeleton words="Opening the version…" />
  if (!answer.ok)
    return <MessagePage title="The server does not answer." detail="Load the page again in a moment." />
  const { name, note, at, canvas } = answer.value
  const state = stateOf(canvas)
  if (state.state !== "here")
    return (
      <MessagePage
        title="This version cannot be shown."
        detail={state.state === "failed" ? state.fault : ""}
      />
    )
  return (
    <main className={styles.page}>
      <p className={styles.head}>
        <strong>{name || "A version"}</strong>
        <span>As of {showTime(at)}. This page does not change.</span>
      </p>
      {note !== "" && <p className={styles.note}>{note}</p>}
      <PastCanvas canvas={state.canvas} />
    </main>
  )
}
