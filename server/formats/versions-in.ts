// What a room was, as its archive has it: each file of the versions' folder is a canvas with what was known of the version
// beside it. Whoever kept it is a name from another room, and nobody here. Rules IN5, IN12.
import { are, countOf } from "../../shared/counted.ts"
import { parseCanvasFile } from "../../shared/model/canvas-file.ts"
import { parseJson } from "../../shared/parse-json.ts"
import { cleanName } from "../../shared/presence.ts"
import {
  MAX_IMPORTED_VERSIONS,
  MAX_NEW_CARDS,
  MAX_VERSION_NAME_LENGTH,
  MAX_VERSION_NOTE_LENGTH,
} from "../../shared/protocol/limits.ts"
import { isRecord } from "../../shared/record.ts"
import { type Named, type Version, versionReasons } from "../../shared/versions-api.ts"
import { thinnedOut } from "../versions/thin.ts"
import { countsOf } from "../versions/version-bytes.ts"
import { decodeText } from "./decode-text.ts"
import { type ImportContext, newCardIdOf, type PastVersion } from "./format.ts"
import { type Entry, inflateAll, MAX_INFLATED_BYTES } from "./unzip.ts"

export interface FoundVersions {
  /** Newest first. */
  versions: PastVersion[]
  remarks: string[]
}

/**
 * Reads the versions that lie in a folder of an archive.
 *
 * @param others how many bytes have been taken out of the archive already.
 */
export function versionsInZip(
  archive: Uint8Array,
  entries: readonly Entry[],
  others: number,
  context: ImportContext,
): FoundVersions {
  const newestFirst = [...entries].sort((a, b) => (a.name < b.name ? 1 : -1))
  let left = MAX_INFLATED_BYTES - others
  const taken = newestFirst.filter(({ size }, i) => {
    left -= size
    return i < MAX_IMPORTED_VERSIONS && left >= 0
  })
  const read = taken.map(entry => versionIn(archive, entry, context))
  const versions = read.flatMap(version => version ?? []).sort((a, b) => b.at - a.at)
  const { kept, dropped } = thinned(versions, context.now)
  return {
    versions: kept,
    remarks: remarksOn({
      unreadable: read.length - versions.length,
      tooMany: newestFirst.length - taken.length,
      dropped,
    }),
  }
}

function versionIn(archive: Uint8Array, entry: Entry, context: ImportContext): PastVersion | undefined {
  const inflated = inflateAll(archive, [entry])
  const decoded = inflated.ok ? decodeText(inflated.files[0] ?? new Uint8Array()) : inflated
  return decoded.ok ? parseVersion(decoded.text, context) : undefined
}

function parseVersion(text: string, context: ImportContext): PastVersion | undefined {
  const parsedText = parseJson(text)
  const file = parsedText.ok && parsedText.value
  if (!isRecord(file) || !isRecord(file.keptAs)) return undefined
  const { reason, name, note, by, at, people, counts } = file.keptAs
  const parsed = parseCanvasFile(file, { newCardId: newCardIdOf(context) })
  const known = versionReasons.find(each => each === reason)
  if (!parsed.ok || !known || typeof at !== "number" || !Number.isFinite(at)) return undefined
  if (parsed.canvas.cards.length > MAX_NEW_CARDS) return undefined
  return {
    canvas: parsed.canvas,
    reason: known,
    name: wordsOf(name, MAX_VERSION_NAME_LENGTH),
    note: wordsOf(note, MAX_VERSION_NOTE_LENGTH),
    ...(isRecord(by) && { by: named(by) }),
    at: Math.min(Math.max(0, Math.round(at)), context.now),
    people: (Array.isArray(people) ? people : []).filter(isRecord).slice(0, MAX_PEOPLE).map(named),
    counts: countsIn(counts) ?? countsOf(parsed.canvas),
  }
}

/** More than work on one canvas between two versions. */
const MAX_PEOPLE = 500

const wordsOf = (value: unknown, maxLength: number): string =>
  typeof value === "string"
    ? value
        .replace(/\p{Cs}/gu, "\ufffd")
        .trim()
        .slice(0, maxLength)
    : ""

/** Without the id, which is somebody's of another room. */
const named = ({ name }: Record<string, unknown>): Named => ({ name: cleanName(name) })

/** As they were counted when it was kept: to find the words of hundreds of canvases takes longer than all the rest. */
function countsIn(value: unknown): Version["counts"] | undefined {
  const { cards, words } = isRecord(value) ? value : {}
  return isCount(cards) && isCount(words) ? { cards, words } : undefined
}

const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_COUNT

/** A file has no more letters. */
const MAX_COUNT = MAX_INFLATED_BYTES

/** What would be let go of at the first look at the new room's versions is not shown as coming along. */
function thinned(newestFirst: readonly PastVersion[], now: number) {
  const aged = newestFirst.map((version, i) => ({ ...version, id: String(i) as Version["id"] }))
  const dropped = new Set<string>(thinnedOut(aged, now))
  return { kept: newestFirst.filter((_, i) => !dropped.has(String(i))), dropped: dropped.size }
}

function remarksOn({ unreadable, tooMany, dropped }: Record<"unreadable" | "tooMany" | "dropped", number>) {
  const lines: [number, string][] = [
    [unreadable, `${countOf(unreadable, "version")} could not be read and ${are(unreadable)} left out.`],
    [tooMany, `${countOf(tooMany, "version")} ${are(tooMany)} left out: a file may bring no more.`],
    [
      dropped,
      `${countOf(dropped, "version")} ${are(dropped)} left out, kept by itself longer ago than such are.`,
    ],
  ]
  return lines.flatMap(([count, words]) => (count > 0 ? [words] : []))
}
