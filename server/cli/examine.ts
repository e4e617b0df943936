// One room's stored data, looked at closely: is it all there, do the scanner and Yjs both make the same document of it, and
// can that be read. Plain data in, what was found out; nothing is changed. Rule CM4.
import type * as Y from "yjs"
import type { DocumentName } from "../../shared/api.ts"
import { discussionOf } from "../../shared/model/discussion.ts"
import { contentOf } from "../../shared/model/document.ts"
import { readCanvas } from "../../shared/model/read.ts"
import { discussionReader } from "../../shared/model/read-discussion.ts"
import { SCHEMA_VERSION } from "../../shared/protocol/version.ts"
import type { StoredHistory } from "../storage/data-file.ts"
import type { RoomRecord } from "../storage/store.ts"
import { reload } from "./reload.ts"
import { rowFaults } from "./row-faults.ts"

/** What is wrong in one place. */
export interface Finding {
  document?: DocumentName
  /** A sentence for people. */
  says: string
}

export interface Examined {
  /** As it is now, or as it was when the room was made where that cannot be read. */
  title: string
  cards: number
  comments: number
  findings: Finding[]
}

/** A room's documents as they are stored; a sentence where the file is damaged there. */
export type StoredRoom = Record<DocumentName, StoredHistory | string>

export function examineRoom({ title, schema }: RoomRecord, stored: StoredRoom): Examined {
  const content = examineDocument("content", stored.content, doc => readCanvas(contentOf(doc)))
  const discussion = examineDocument("discussion", stored.discussion, doc =>
    discussionReader(discussionOf(doc))(),
  )
  const canvas = content.read
  const findings = [...content.findings, ...discussion.findings]
  if (content.findings.length === 0 && !canvas)
    findings.push({ document: "content", says: "There is no canvas in it." })
  if (schema > SCHEMA_VERSION)
    findings.push({
      says: `It needs version ${schema} of the texts; this Ninefold knows up to ${SCHEMA_VERSION}.`,
    })
  return {
    title: canvas?.title ?? title,
    cards: canvas?.cards.length ?? 0,
    comments: (discussion.read?.threads ?? []).reduce((count, thread) => count + thread.comments.length, 0),
    findings,
  }
}

interface ExaminedDocument<Read> {
  read: Read | undefined
  findings: Finding[]
}

function examineDocument<Read>(
  document: DocumentName,
  stored: StoredHistory | string,
  read: (doc: Y.Doc) => Read,
): ExaminedDocument<Read> {
  const found = (says: string): Finding => ({ document, says })
  if (typeof stored === "string") return { read: undefined, findings: [found(stored)] }
  const faults = rowFaults(stored)
  try {
    const doc = reload(stored)
    return { read: read(doc), findings: faults.map(found) }
  } catch (error) {
    // Yjs throws errors of any kind at bytes it cannot build a document of.
    const reason = error instanceof Error ? error.message : String(error)
    return { read: undefined, findings: [...faults, `It does not load: ${reason}.`].map(found) }
  }
}
