// Whether a version can still be gone back to: its bytes unpack, which their own checksum tells; and, looked at closely,
// the document loads and the canvas beside it reads. Rules CM2, CM4.
import { inflateSync } from "node:zlib"
import * as Y from "yjs"
import type { CardId } from "../../shared/ids.ts"
import { parseCanvasFile } from "../../shared/model/canvas-file.ts"
import { contentOf } from "../../shared/model/document.ts"
import { readCanvas } from "../../shared/model/read.ts"
import { DataUnreadable, type StoredVersion } from "../storage/data-file.ts"

/** @returns how many versions there are, as far as they could be read, and what is wrong with any of them. */
export function lookThrough(
  stored: Iterable<StoredVersion>,
  look: (version: StoredVersion) => string[],
): { versions: number; faults: string[] } {
  let versions = 0
  const faults: string[] = []
  try {
    for (const version of stored) {
      versions++
      faults.push(...look(version))
    }
  } catch (error) {
    if (!(error instanceof DataUnreadable)) throw error
    faults.push("The file is damaged where its versions are stored.")
  }
  return { versions, faults }
}

/** @returns a sentence for each of its two parts whose bytes are not those that were stored. */
export const versionFaults = ({ record, bytes }: StoredVersion): string[] =>
  partsOf(bytes).flatMap(([part, packed]) =>
    unpacked(packed) ? [] : [`${nameOf(record)}: its ${part} is damaged.`],
  )

/** @returns the same, and whether what was stored means something. */
export function examineVersion({ record, bytes }: StoredVersion): string[] {
  const [state, canvas] = [unpacked(bytes.state), unpacked(bytes.canvas)]
  const faults = versionFaults({ record, bytes })
  if (state && !loads(state)) faults.push(`${nameOf(record)}: its document does not load.`)
  if (canvas && !reads(canvas)) faults.push(`${nameOf(record)}: its canvas cannot be read.`)
  return faults
}

const partsOf = ({ state, canvas }: StoredVersion["bytes"]): [part: string, packed: Uint8Array][] => [
  ["document", state],
  ["canvas", canvas],
]

const nameOf = ({ name, at }: StoredVersion["record"]): string =>
  `Version ${name === "" ? "" : `“${name}” `}of ${new Date(at).toISOString()}`

function unpacked(packed: Uint8Array): Uint8Array | undefined {
  try {
    return inflateSync(packed)
  } catch {
    // zlib's only way to say that the bytes are damaged.
    return undefined
  }
}

function loads(state: Uint8Array): boolean {
  const doc = new Y.Doc()
  try {
    Y.applyUpdateV2(doc, state)
    const isWhole = !doc.store.pendingStructs && !doc.store.pendingDs
    return isWhole && readCanvas(contentOf(doc)) !== undefined
  } catch {
    // Yjs throws errors of any kind at bytes that are none of its own.
    return false
  }
}

function reads(canvas: Uint8Array): boolean {
  let made = 0
  try {
    const file: unknown = JSON.parse(Buffer.from(canvas).toString("utf8"))
    return parseCanvasFile(file, { newCardId: () => `card-${++made}` as CardId }).ok
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
