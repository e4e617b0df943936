// The versions of a room, in place of its live page: the timeline, the canvas as it was at the stop that is chosen, and
// beside it the versions, or what changed between two states. Nothing in here writes but what a person has confirmed.
import X from "lucide-react/icons/x"
import { useCallback, useEffect, useMemo, useRef, useState } from "react"
import type { Canvas } from "../../shared/model/canvas.ts"
import { mayEditNow } from "../../shared/roles.ts"
import type { Version } from "../../shared/versions-api.ts"
import { flash } from "../hooks/reveal.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useAccess } from "../hooks/use-room-state.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { CommandCenter } from "../ui/command-center.tsx"
import type { Command } from "../ui/commands.ts"
import { ChangeList } from "./change-list.tsx"
import type { Change } from "./changes.ts"
import { PastCanvas } from "./past-canvas.tsx"
import { RestoreDialog } from "./restore-dialog.tsx"
import { Showing, Sides } from "./sides.tsx"
import { NOW, type PastStop, type Stop, versionBefore } from "./stops.ts"
import { Timeline } from "./timeline.tsx"
import { useCompared } from "./use-compared.ts"
import { type State, type States, useNow, usePast, useStateAt } from "./use-past.ts"
import { useRestore } from "./use-restore.ts"
import { VersionList } from "./version-list.tsx"
import type { PartNamed } from "./version-words.ts"
import styles from "./versions.module.css"

interface VersionsViewProps {
  /** The version that was kept last from here; it joins the others. */
  kept: Version | undefined
  onClose: () => void
  onKeep: () => void
}

export default function VersionsView({ kept, onClose, onKeep }: VersionsViewProps) {
  const { id, onNews } = useRoom()
  const { role, isLocked } = useAccess()
  const past = usePast(id)
  const [states] = useState<States>(() => new Map())
  const [key, setKey] = useState<string>(NOW.key)
  /** What it is compared with; absent while one state alone is looked at. */
  const [againstKey, setAgainst] = useState<string>()
  const { stops } = past
  const at = Math.max(
    0,
    stops.findIndex(stop => stop.key === key),
  )
  const stop = stops[at] ?? NOW
  const against = againstKey === undefined ? undefined : stops.find(each => each.key === againstKey)
  // An earlier state stands before a later one, whichever of the two was chosen first.
  const isAgainstLater = against !== undefined && stops.indexOf(against) > at
  const [early, late] = isAgainstLater ? [stop, against] : [against, stop]
  const now = useNow()
  const shownState = useStateAt(late, states, now)
  const earlyState = useStateAt(early ?? late, states, now)
  const shown = useLast(shownState)
  const before = early ? earlyState : undefined
  const after = shownState.state === "here" ? shownState.canvas : undefined
  const compared = useCompared({ past, early, late, before, after })

  const page = useRef<HTMLElement>(null)
  useFocusHere(page)
  const jump = (change: Change) => jumpTo(page.current, change.place)

  const [asking, setAsking] = useState<{ from: PastStop; wanted: PartNamed }>()
  const { put, reload } = past
  // Somebody else's restore has kept a version, too.
  useEffect(() => onNews(reload), [onNews, reload])
  useEffect(() => {
    if (kept) put(kept)
  }, [kept, put])
  const restore = useRestore(put)
  const mayRestore = mayEditNow(role, isLocked)
  const source = restorable(early, late)
  const ask = useCallback((wanted: PartNamed) => source && setAsking({ from: source, wanted }), [source])
  const tools = useMemo(
    () => (source && mayRestore ? { restore: ask } : undefined),
    [source, mayRestore, ask],
  )
  const go = useCallback((index: number) => setKey(stops[index]?.key ?? NOW.key), [stops])
  const compare = () => setAgainst(againstKey === undefined ? firstAgainst(stops, stop) : undefined)

  const commands = useMemo<Command[]>(
    () => [
      { ...viewCommand("leave-versions", "Back to the room", "Escape"), run: onClose },
      { ...viewCommand("keep-version", "Keep this version…", "Mod+S"), run: onKeep },
    ],
    [onClose, onKeep],
  )

  return (
    <main ref={page} className={styles.view} aria-label="Versions" tabIndex={-1}>
      {/* The live board, whose commands and keys these stand in for, is not there. */}
      <CommandCenter commands={commands} />
      <header className={styles.top}>
        <h2>Versions</h2>
        <Timeline stops={stops} at={at} isHere={shownState.state !== "loading"} onGo={go} />
        <IconButton label="Back to the room" icon={X} keys="Esc" onPress={onClose} />
      </header>
      <div className={styles.canvas} aria-busy={shownState.state === "loading"}>
        <Showing shown={shownState} late={late} early={early} />
        {shown && (
          <PastCanvas
            canvas={shown}
            comparison={compared && { before: compared.before, diff: compared.diff }}
            tools={tools}
          />
        )}
      </div>
      <aside className={styles.panel} aria-label={compared ? "What changed" : "Versions"}>
        <p className={styles.row}>
          <Button kind="plain" onPress={compare} disabled={stops.length < 2}>
            {againstKey === undefined ? "Compare" : "End the comparison"}
          </Button>
          {mayRestore && againstKey === undefined && <Button onPress={onKeep}>Keep this version…</Button>}
        </p>
        {againstKey !== undefined && (
          <Sides stops={stops} shown={key} against={againstKey} onShown={setKey} onAgainst={setAgainst} />
        )}
        {againstKey === undefined ? (
          <VersionList past={past} current={key} onShow={setKey} onRestore={ask} />
        ) : compared && shown ? (
          <ChangeList
            changes={compared.changes}
            template={shown.template}
            words={compared.words()}
            onJump={jump}
            onRestoreCard={
              tools &&
              (change =>
                change.card && ask({ part: { kind: "card", card: change.card }, name: change.title }))
            }
          />
        ) : (
          <p className={styles.quiet}>{before?.state === "failed" ? before.fault : "Comparing…"}</p>
        )}
      </aside>
      {asking && (
        <RestoreDialog
          {...asking}
          onRestore={async () => {
            const isDone = await restore(asking.from, asking.wanted)
            // What has become of it is seen now, and no longer in the past.
            if (isDone && againstKey === undefined) setKey(NOW.key)
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </main>
  )
}

const viewCommand = (id: string, label: string, key: string): Omit<Command, "run"> => ({
  id,
  label,
  group: "Versions",
  keys: [key],
  reach: "typing",
})

/** What a state is compared with at first: a past one with now, and now with the newest version. */
const firstAgainst = (stops: readonly Stop[], stop: Stop): string | undefined =>
  stop.kind === "now" ? (versionBefore(stops, stop.key) ?? stops.at(-2))?.key : NOW.key

/** What parts can be brought back from: the state that is looked at, or the one that now is compared with. */
function restorable(early: Stop | undefined, late: Stop): PastStop | undefined {
  const from = early === undefined ? late : late.kind === "now" ? early : NOW
  return from.kind === "now" ? undefined : from
}

/** The newest canvas there is: the one before stays on the page while the next is on its way. */
function useLast(state: State): Canvas | undefined {
  const [last, setLast] = useState<Canvas>()
  if (state.state === "here" && state.canvas !== last) setLast(state.canvas)
  return state.state === "here" ? state.canvas : last
}

/** The view has the focus when it opens, and gives it back when it closes. */
function useFocusHere(page: { current: HTMLElement | null }): void {
  useEffect(() => {
    const from = document.activeElement
    page.current?.focus()
    scrollTo(0, 0)
    return () => {
      if (from instanceof HTMLElement) from.focus()
    }
  }, [page])
}

function jumpTo(page: HTMLElement | null, place: string): void {
  const element = page?.querySelector<HTMLElement>(`[data-change="${CSS.escape(place)}"]`)
  if (!element) return
  flash(element)
  element.focus({ preventScroll: true })
}
