// What is asked for, with a room's stored bytes → what the exporters are given: plain data without anything the asker
// may not see. Runs in the worker, since building a document costs far more than sending its bytes. Rule EX1.
import * as Y from "yjs"
import type { ExportFormat } from "../../shared/formats-api.ts"
import type { CardId } from "../../shared/ids.ts"
import type { Canvas } from "../../shared/model/canvas.ts"
import { type CanvasFile, parseCanvasFile } from "../../shared/model/canvas-file.ts"
import { discussionOf, type Thread } from "../../shared/model/discussion.ts"
import { type Content, contentOf } from "../../shared/model/document.ts"
import { readCanvas } from "../../shared/model/read.ts"
import { discussionReader } from "../../shared/model/read-discussion.ts"
import { standingsOf } from "../../shared/model/standing.ts"
import type { VersionContent } from "../../shared/versions-api.ts"
import type { ExportOptions, ExportSource } from "./format.ts"

export interface ExportQuestion {
  format: ExportFormat
  options: ExportOptions
  canvas:
    | { kind: "now"; content: Uint8Array }
    | { kind: "version"; file: CanvasFile; name: string; at: number }
  /** The discussion's document; absent where comments were not asked for or may not be seen. */
  discussion?: Uint8Array
  /** Absent unless everything is asked for by somebody who may see what was. */
  versions?: readonly VersionContent[]
  /** Whether archived cards may be seen: by those who could bring them back. */
  seesArchive: boolean
  withNames: boolean
  /** ms since 1970 */
  at: number
}

/** Formats that lose nothing; all others show the board as it stands. */
const whole: ReadonlySet<ExportFormat> = new Set(["json", "zip"])

/** @returns undefined where the bytes hold no canvas. */
export function exportSource(question: ExportQuestion): ExportSource | undefined {
  const { format, canvas: from, discussion, versions, seesArchive, withNames, at } = question
  const talk = discussion && built(discussion, doc => discussionReader(discussionOf(doc))())
  const found =
    from.kind === "now"
      ? built(from.content, doc => canvasWith(talk?.threads ?? [], contentOf(doc)))
      : { canvas: read(from.file), standings: undefined }
  const { canvas, standings } = found
  if (!canvas) return undefined
  const isWhole = whole.has(format) && seesArchive
  const cards = canvas.cards
    .filter(card => isWhole || card.gone === undefined)
    .map(card => (withNames ? card : { ...card, by: "" }))
  const people = withNames && talk ? [...talk.people] : []
  return {
    canvas: { ...canvas, cards },
    ...(from.kind === "version" && { version: { name: from.name, at: from.at } }),
    ...(talk && { threads: talk.threads, ...(standings && { standings }) }),
    ...(versions && { versions: withNames ? versions : versions.map(withoutNames) }),
    names: new Map(people.map(([person, { name }]) => [person, name])),
    imported: new Set(people.flatMap(([person, { isImported }]) => (isImported ? [person] : []))),
    withNames,
    at,
  }
}

function built<Result>(update: Uint8Array, work: (doc: Y.Doc) => Result): Result {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  const result = work(doc)
  doc.destroy()
  return result
}

/** The canvas, and where the words stand in it that threads are about. */
function canvasWith(threads: readonly Thread[], content: Content) {
  return { canvas: readCanvas(content), standings: standingsOf(threads, content) }
}

function read(file: CanvasFile): Canvas | undefined {
  let made = 0
  const parsed = parseCanvasFile(file, { newCardId: () => `card-${++made}` as CardId })
  return parsed.ok ? parsed.canvas : undefined
}

function withoutNames({ version, canvas }: VersionContent): VersionContent {
  const { by: _, ...rest } = version
  const blocks = Object.entries(canvas.blocks).map(([id, cards]) => [
    id,
    cards.map(card => ({ ...card, by: "" })),
  ])
  return { version: { ...rest, people: [] }, canvas: { ...canvas, blocks: Object.fromEntries(blocks) } }
}
