// The stops of the timeline: every version, the moments between them that the server's log still reaches, and now.
import type { Moment, Named, Version } from "../../shared/versions-api.ts"

export type Stop =
  | { kind: "version"; key: string; at: number; version: Version }
  | { kind: "moment"; key: string; at: number; moment: Moment }
  | { kind: "now"; key: "now" }

export const NOW: Stop = { kind: "now", key: "now" }

/** What something can be brought back from. */
export type PastStop = Exclude<Stop, { kind: "now" }>

export const versionKey = (version: Pick<Version, "id">): string => `version:${version.id}`

/** @returns oldest first, now last. A moment at which a version was kept is that version. */
export function stopsOf(versions: readonly Version[], moments: readonly Moment[]): Stop[] {
  const kept = new Set(versions.map(({ seq }) => seq))
  const past = [
    ...versions.map(version => ({ seq: version.seq, stop: versionStop(version) })),
    ...moments
      .filter(({ seq }) => !kept.has(seq))
      .map(moment => ({ seq: moment.seq, stop: momentStop(moment) })),
  ]
  // Two versions kept of one state have one place in the log, and the time tells them apart.
  past.sort((a, b) => a.seq - b.seq || a.stop.at - b.stop.at)
  return [...past.map(({ stop }) => stop), NOW]
}

const versionStop = (version: Version) =>
  ({ kind: "version", key: versionKey(version), at: version.at, version }) as const
const momentStop = (moment: Moment) =>
  ({ kind: "moment", key: `moment:${moment.seq}`, at: moment.at, moment }) as const

/** Who has worked on the canvas since the stop before. */
export function peopleOf(stop: Stop): Named[] {
  if (stop.kind === "now") return []
  return stop.kind === "version" ? stop.version.people : stop.moment.people
}

/** The version that stands before a stop; for now, the newest. */
export function versionBefore(stops: readonly Stop[], key: string): Stop | undefined {
  const at = stops.findIndex(stop => stop.key === key)
  return stops.slice(0, Math.max(0, at)).findLast(stop => stop.kind === "version")
}
