// A file → the beginning of a room that has all of it: the canvas, what was said about it on the words it was said of, and
// what it was before. Built here and not where rooms are made, since a large one takes its time; stored there, in one go.
// Rules IN9–IN12.
import * as Y from "yjs"
import type { Wanted } from "../../shared/formats-api.ts"
import { VERSION_ID_LENGTH, type VersionId } from "../../shared/ids.ts"
import type { FoundTalk } from "../../shared/model/discussion-file.ts"
import { readUpTo } from "../../shared/model/discussion-views.ts"
import { type Content, contentOf } from "../../shared/model/document.ts"
import { fillCanvas } from "../../shared/model/edits.ts"
import { threadsStandAgain } from "../../shared/model/standing.ts"
import { filledDiscussion } from "../discussion/fill.ts"
import type { Beginning } from "../rooms/new-room.ts"
import { versionBytesOf } from "../versions/version-bytes.ts"
import type { ImportContext, PastVersion } from "./format.ts"
import { readWhole, type WholeFile } from "./read-any.ts"

export type ReadRoom = { ok: true; beginning: Beginning } | { ok: false; fault: string }

/** Reads a file that may come from anywhere. @param name as the file is called, "" where it was pasted. */
export async function readRoom(
  bytes: Uint8Array,
  name: string,
  wanted: Wanted,
  context: ImportContext,
): Promise<ReadRoom> {
  const read = await readWhole(bytes, name, context)
  return read.ok ? { ok: true, beginning: beginningOfFile(read.whole, wanted, context) } : read
}

function beginningOfFile(
  { canvas, talk, versions }: WholeFile,
  wanted: Wanted,
  context: ImportContext,
): Beginning {
  const doc = new Y.Doc()
  const content = contentOf(doc)
  fillCanvas(content, canvas)
  const beginning: Beginning = {
    title: canvas.title,
    snapshots: { content: Y.encodeStateAsUpdate(doc) },
    ...(wanted.versions && versions && { versions: firstVersions(versions, context) }),
  }
  const isDiscussed = wanted.comments && talk !== undefined && talk.talk.threads.length > 0
  const whole = isDiscussed ? withTalk(beginning, talk, content) : beginning
  doc.destroy()
  return whole
}

function withTalk(beginning: Beginning, { talk, standings }: FoundTalk, content: Content): Beginning {
  const threads = threadsStandAgain(talk.threads, standings, content)
  return {
    ...beginning,
    snapshots: { ...beginning.snapshots, discussion: filledDiscussion({ ...talk, threads }) },
    reads: threads.map(thread => ({ thread: thread.id, readAt: readUpTo(thread) })),
  }
}

/** In the order in which they were kept. All stand where the room's own log begins. */
function firstVersions(newestFirst: readonly PastVersion[], { newId }: ImportContext) {
  return newestFirst.toReversed().map(({ canvas, ...keptAs }) => {
    const id = newId(VERSION_ID_LENGTH) as VersionId
    return { version: { ...keptAs, id, seq: 0 }, bytes: versionBytesOf(canvas) }
  })
}
