// One export under way: asked of the server, saved when it has come, or given up.
import { useEffect, useRef, useState } from "react"
import type { ExportQuery } from "../../shared/formats-api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { whyNot } from "../api.ts"
import { download } from "../ui/download.ts"
import { exportRoom } from "./requests.ts"

export type Exporting =
  | { state: "idle" }
  | { state: "writing"; seconds: number }
  | { state: "saved"; name: string }
  | { state: "failed"; why: string }

export interface Exporter {
  exporting: Exporting
  start(query: ExportQuery): void
  cancel(): void
}

export function useExport(room: RoomId): Exporter {
  const [exporting, setExporting] = useState<Exporting>({ state: "idle" })
  const underWay = useRef<AbortController>(undefined)
  useEffect(() => () => underWay.current?.abort(), [])

  const isWriting = exporting.state === "writing"
  useEffect(() => {
    if (!isWriting) return
    const count = () =>
      setExporting(now => (now.state === "writing" ? { ...now, seconds: now.seconds + 1 } : now))
    const timer = setInterval(count, 1_000)
    return () => clearInterval(timer)
  }, [isWriting])

  async function run(query: ExportQuery, signal: AbortSignal): Promise<void> {
    const answer = await exportRoom(room, query, signal).catch(() => undefined)
    // Given up, which its button has said already.
    if (!answer || signal.aborted) return
    if (!answer.ok) return setExporting({ state: "failed", why: whyNot(answer) })
    const { name, mediaType, bytes } = answer.value
    download(name, mediaType, bytes)
    setExporting({ state: "saved", name })
  }

  return {
    exporting,
    start(query) {
      underWay.current?.abort()
      underWay.current = new AbortController()
      setExporting({ state: "writing", seconds: 0 })
      void run(query, underWay.current.signal)
    },
    cancel() {
      underWay.current?.abort()
      setExporting({ state: "idle" })
    },
  }
}
