// Versions in words: what they are called, who was at work, and what a restore does before it is done.

import { shownName } from "../../shared/model/hearsay.ts"
import type {
  Named,
  RestoredFrom,
  RestoredPart,
  RoomNews,
  Version,
  VersionReason,
} from "../../shared/versions-api.ts"
import type { PastStop, Stop } from "./stops.ts"

const reasons: Record<VersionReason, string> = {
  kept: "Kept by hand",
  activity: "Kept while you worked",
  idle: "Kept when the room came to rest",
  "before-restore": "Before a restore",
  "before-import": "Before an import",
  "before-lock": "Before the canvas was locked",
}

/** What a version is called: its name, or why it was kept. */
export const versionTitle = ({ name, reason }: Pick<Version, "name" | "reason">): string =>
  name === "" ? reasons[reason] : name

export const reasonInWords = (reason: VersionReason): string => reasons[reason]

/** "Ana, Ben and 3 others"; "" for nobody. Who has no id came with a file, as the version did. */
export function peopleInWords(people: readonly Named[]): string {
  const words = namesInWords(people)
  return shownName({ name: words, isImported: people.some(({ person }) => person === undefined) })
}

function namesInWords(people: readonly Named[]): string {
  const names = [...new Set(people.map(({ name }) => name || "a guest"))]
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} others`] : names
  const last = shown.at(-1) ?? ""
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`
}

/** What a stop of the timeline is called. */
export function stopTitle(stop: Stop): string {
  if (stop.kind === "version") return versionTitle(stop.version)
  return stop.kind === "now" ? "Now" : "In between"
}

export function stopInWords(stop: Stop, showTime: (ms: number) => string): string {
  if (stop.kind === "now") return "Now"
  if (stop.kind === "moment") return showTime(stop.at)
  return `${versionTitle(stop.version)}, ${showTime(stop.at)}`
}

/** What something is brought back from, within a sentence. */
export const fromInWords = (from: RestoredFrom | PastStop, showTime: (ms: number) => string): string => {
  if (from.kind === "moment") return showTime(from.at)
  return `“${versionTitle("version" in from ? from.version : from)}”`
}

export interface PartNamed {
  part: RestoredPart
  /** The block's title or the card's name; "" for everything. */
  name: string
}

/** What will happen, before it does. */
export function restoreQuestion({ part, name }: PartNamed): string {
  const after = "What is there now is kept as a version first, and everybody in the room sees the change."
  switch (part.kind) {
    case "everything":
      return `The title, all cards, tags and the commentary become what they were. Cards made since go to the archive. ${after}`
    case "block":
      return `The cards of “${name}” become what they were: words, order and tags. Cards put there since go to the archive. ${after}`
    default:
      return `“${name}” gets back its words, its tag and its place. Other cards stay as they are. ${after}`
  }
}

/** What everybody else reads when it has happened. @param nameOf the block's title or the card's name. */
export function newsInWords(
  news: RoomNews,
  nameOf: (part: RestoredPart) => string,
  showTime: (ms: number) => string,
): string {
  const who = news.by.name || "Somebody"
  const kept = "What was there before is kept as a version."
  if (news.kind === "imported") {
    const what = news.title === "" ? "a canvas" : `“${news.title}”`
    return news.mode === "add"
      ? `${who} added ${what} to the canvas. ${kept}`
      : `${who} put ${what} in place of the canvas. ${kept}`
  }
  const { part, from } = news
  const what = part.kind === "everything" ? "the whole canvas" : `the ${part.kind} “${nameOf(part)}”`
  return `${who} restored ${what} from ${fromInWords(from, showTime)}. ${kept}`
}
