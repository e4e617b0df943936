// What a room was, for components: the list of its versions and moments, and the canvas of each, fetched when it is
// first looked at and kept while the view is open: a version never changes.
import { useCallback, useEffect, useMemo, useState } from "react"
import type { RoomId } from "../../shared/ids.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { type CanvasFile, parseCanvasFile } from "../../shared/model/canvas-file.ts"
import { readCanvas } from "../../shared/model/read.ts"
import type { CardChange, Moment, Version } from "../../shared/versions-api.ts"
import { type Answer, whyNot } from "../api.ts"
import { newCardId } from "../canvas/new-ids.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { getCardChanges, getMoment, getMoments, getVersion, getVersions } from "./requests.ts"
import { type PastStop, type Stop, stopsOf } from "./stops.ts"

export interface Past {
  /** Undefined until the server has answered. */
  versions: Version[] | undefined
  stops: Stop[]
  cardChanges: CardChange[]
  /** Why the list could not be had. */
  fault: string
  /** Puts a version that was kept or changed into the list. */
  put(version: Version): void
  drop(version: Version): void
  /** Asks for all of it again. */
  reload(): void
}

export function usePast(room: RoomId): Past {
  const [versions, setVersions] = useState<Version[]>()
  const [moments, setMoments] = useState<Moment[]>([])
  const [cardChanges, setCardChanges] = useState<CardChange[]>([])
  const [fault, setFault] = useState("")
  const reload = useCallback(async () => {
    const [listed, reached, changed] = await Promise.all([
      getVersions(room),
      getMoments(room),
      getCardChanges(room),
    ])
    if (listed.ok) setVersions(listed.value)
    setFault(listed.ok ? "" : whyNot(listed))
    // Without these the versions can still be read.
    if (reached.ok) setMoments(reached.value)
    if (changed.ok) setCardChanges(changed.value)
  }, [room])
  useEffect(() => void reload(), [reload])
  const put = useCallback((version: Version) => {
    setVersions(known => {
      const others = (known ?? []).filter(({ id }) => id !== version.id)
      return [...others, version].sort((a, b) => b.seq - a.seq || b.at - a.at)
    })
  }, [])
  const stops = useMemo(() => stopsOf(versions ?? [], moments), [versions, moments])
  return {
    versions,
    stops,
    cardChanges,
    fault,
    reload,
    put,
    drop: ({ id }) => setVersions(known => known?.filter(version => version.id !== id)),
  }
}

/** How a state comes to be here. */
export type State =
  | { state: "loading" }
  | { state: "here"; canvas: Canvas }
  | { state: "failed"; fault: string }

const loading: State = { state: "loading" }
/** The room's own changes are read again at most this often: a letter that is typed is no new comparison. */
const READ_AGAIN_MS = 500

/** States that have been looked at: those of the past never change. */
export type States = Map<string, State>

/** The canvas at a stop. */
export function useStateAt(stop: Stop, states: States, now: State): State {
  const room = useRoom()
  const [asked, setAsked] = useState<{ key: string; state: State }>()
  useEffect(() => {
    if (stop.kind === "now" || states.has(stop.key)) return
    let isWanted = true
    void ask(room.id, stop).then(state => {
      if (state.state === "here") states.set(stop.key, state)
      if (isWanted) setAsked({ key: stop.key, state })
    })
    return () => {
      isWanted = false
    }
  }, [room, stop, states])
  if (stop.kind === "now") return now
  return states.get(stop.key) ?? (asked?.key === stop.key ? asked.state : loading)
}

async function ask(room: RoomId, stop: PastStop): Promise<State> {
  const answer: Answer<{ canvas: CanvasFile }> =
    stop.kind === "version" ? await getVersion(room, stop.version.id) : await getMoment(room, stop.moment.seq)
  return answer.ok ? stateOf(answer.value.canvas) : { state: "failed", fault: whyNot(answer) }
}

/** A canvas from the server's file. */
export function stateOf(file: CanvasFile): State {
  const parsed = parseCanvasFile(file, { newCardId })
  return parsed.ok ? { state: "here", canvas: parsed.canvas } : { state: "failed", fault: parsed.fault }
}

/** The canvas as it is, from moment to moment. */
export function useNow(): State {
  const { content, doc } = useRoom()
  const read = useCallback((): State => {
    const canvas = readCanvas(content)
    return canvas ? { state: "here", canvas } : loading
  }, [content])
  const [now, setNow] = useState(read)
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined
    const changed = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined
        setNow(read())
      }, READ_AGAIN_MS)
    }
    doc.on("update", changed)
    return () => {
      clearTimeout(waiting)
      doc.off("update", changed)
    }
  }, [doc, read])
  return now
}
