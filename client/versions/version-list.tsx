// The versions of a room, newest first: what each is called, when and why it was kept and who was at work; and for the
// one that is shown, what can be done with it. A moment stands among them while it is shown.
import { useState } from "react"
import type { RoomId } from "../../shared/ids.ts"
import { mayEditNow, mayFacilitate } from "../../shared/roles.ts"
import { frozenPath, type Version } from "../../shared/versions-api.ts"
import { whyNot } from "../api.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useAccess } from "../hooks/use-room-state.ts"
import { useServerNow } from "../hooks/use-server-now.ts"
import { Button } from "../ui/button.tsx"
import { ConfirmButton } from "../ui/confirm-button.tsx"
import { CopyButton } from "../ui/copy-button.tsx"
import { agoInWords } from "../ui/time-words.ts"
import { changeVersion, deleteVersion, shareVersion, unshareVersion } from "./requests.ts"
import type { Stop } from "./stops.ts"
import type { Past } from "./use-past.ts"
import { VersionNames } from "./version-names.tsx"
import { type PartNamed, peopleInWords, reasonInWords, stopTitle } from "./version-words.ts"
import styles from "./versions.module.css"

interface VersionListProps {
  past: Past
  /** The stop that is shown. */
  current: string
  onShow: (key: string) => void
  onRestore: (part: PartNamed) => void
}

export function VersionList({ past, current, onShow, onRestore }: VersionListProps) {
  const serverNow = useServerNow()
  if (past.fault !== "")
    return (
      <p role="alert" className={styles.fault}>
        {past.fault}
      </p>
    )
  if (!past.versions) return <p className={styles.quiet}>Looking for versions…</p>
  const shown = past.stops.filter(stop => stop.kind !== "moment" || stop.key === current)
  if (shown.length === 1)
    return (
      <p className={styles.quiet}>
        No version yet. They are kept by themselves while you work; keep one by hand before a big change, and
        you can always go back to it.
      </p>
    )
  return (
    <ol className={styles.versions} aria-label="Versions, newest first">
      {shown.toReversed().map(stop => {
        const isShown = stop.key === current
        return (
          <li key={stop.key} data-shown={isShown || undefined}>
            <button
              type="button"
              className={styles.version}
              aria-current={isShown || undefined}
              onClick={() => onShow(stop.key)}
            >
              <span className={styles.name} data-named={isNamed(stop) || undefined}>
                {stopTitle(stop)}
              </span>
              <span className={styles.facts}>{stopFacts(stop, serverNow())}</span>
            </button>
            {isShown && stop.kind === "version" && (
              <VersionTools version={stop.version} past={past} onRestore={onRestore} />
            )}
            {isShown && stop.kind === "moment" && (
              <div className={styles.versionTools}>
                <p className={styles.row}>
                  <RestoreEverything onRestore={onRestore} />
                </p>
              </div>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function stopFacts(stop: Stop, nowMs: number): string {
  if (stop.kind === "version") return factsOf(stop.version, nowMs)
  if (stop.kind === "now") return "as the room is at this moment"
  return [agoInWords(stop.at, nowMs), peopleInWords(stop.moment.people)].filter(Boolean).join(" · ")
}

const isNamed = (stop: Stop): boolean =>
  stop.kind === "version" ? stop.version.name !== "" : stop.kind === "now"

function factsOf({ name, reason, at, by, people, counts }: Version, nowMs: number): string {
  const who = peopleInWords(people.length > 0 ? people : by ? [by] : [])
  const cards = counts.cards === 1 ? "1 card" : `${counts.cards} cards`
  const why = name !== "" && reason !== "kept" ? reasonInWords(reason).toLowerCase() : ""
  return [agoInWords(at, nowMs), why, who, cards].filter(Boolean).join(" · ")
}

interface VersionToolsProps {
  version: Version
  past: Past
  onRestore: (part: PartNamed) => void
}

function VersionTools({ version, past, onRestore }: VersionToolsProps) {
  const { id: room } = useRoom()
  const { role } = useAccess()
  const [isNaming, setNaming] = useState(false)
  const [said, setSaid] = useState("")
  const change = async (names: { name: string; note: string }) => {
    const changed = await changeVersion(room, version.id, names)
    if (!changed.ok) return setSaid(whyNot(changed))
    past.put(changed.value)
    setNaming(false)
  }
  const remove = async () => {
    const removed = await deleteVersion(room, version.id)
    if (removed.ok) past.drop(version)
    else setSaid(whyNot(removed))
  }
  return (
    <div className={styles.versionTools}>
      {version.note !== "" && !isNaming && <p className={styles.note}>{version.note}</p>}
      {isNaming ? (
        <VersionNames
          first={version}
          action="Save"
          onSave={names => void change(names)}
          onCancel={() => setNaming(false)}
        />
      ) : (
        <p className={styles.row}>
          <RestoreEverything onRestore={onRestore} />
          <Button onPress={() => setNaming(true)}>{version.name === "" ? "Name it" : "Rename"}</Button>
          {mayFacilitate(role) && (
            <ConfirmButton
              question="This version will be gone for good. The canvas itself stays as it is."
              action="Delete the version"
              onConfirm={() => void remove()}
            >
              Delete
            </ConfirmButton>
          )}
        </p>
      )}
      {mayFacilitate(role) && !isNaming && (
        <Frozen room={room} version={version} past={past} onFault={setSaid} />
      )}
      <p role="status" className={styles.quiet}>
        {said}
      </p>
    </div>
  )
}

function RestoreEverything({ onRestore }: Pick<VersionListProps, "onRestore">) {
  const { role, isLocked } = useAccess()
  if (!mayEditNow(role, isLocked)) return null
  return (
    <Button kind="plain" onPress={() => onRestore({ part: { kind: "everything" }, name: "" })}>
      Restore everything…
    </Button>
  )
}

interface FrozenProps {
  room: RoomId
  version: Version
  past: Past
  onFault: (words: string) => void
}

/** The link to this version alone: it shows what was, whatever becomes of the room, until it is revoked. */
function Frozen({ room, version, past, onFault }: FrozenProps) {
  const [address, setAddress] = useState<string>()
  const share = async () => {
    const shared = await shareVersion(room, version.id)
    if (!shared.ok) return onFault(whyNot(shared))
    setAddress(`${location.origin}${frozenPath(shared.value.secret)}`)
    past.put({ ...version, isShared: true })
  }
  const revoke = async () => {
    const revoked = await unshareVersion(room, version.id)
    if (!revoked.ok) return onFault(whyNot(revoked))
    setAddress(undefined)
    past.put({ ...version, isShared: false })
  }
  return (
    <div className={styles.row}>
      {address ? (
        <CopyButton words={address} atOnce>
          Copy the link
        </CopyButton>
      ) : (
        <Button onPress={() => void share()}>
          {version.isShared ? "New link to this version" : "Link to this version"}
        </Button>
      )}
      {version.isShared && (
        <ConfirmButton
          question="Whoever has the link sees this version no more."
          action="Revoke the link"
          onConfirm={() => void revoke()}
        >
          Revoke the link
        </ConfirmButton>
      )}
      <span className={styles.quiet}>
        {version.isShared
          ? "Whoever has its link can read this version, and nothing else of the room."
          : "A link shows this version alone, to be read by anybody who has it."}
      </span>
    </div>
  )
}
