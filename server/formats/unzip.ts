// Zip archives that may come from anywhere: what is in them, and the bytes of one entry. Owns the layout (PKWARE's
// APPNOTE) and the bounds: nothing is inflated that was not asked for, and nothing beyond what its entry declares.
import { constants, crc32, inflateRawSync } from "node:zlib"

export interface Entry {
  name: string
  /** Inflated, as the archive declares it. */
  size: number
  packedSize: number
  /** 0 stored, 8 deflated. */
  method: number
  checksum: number
  isEncrypted: boolean
  /** Of its local header in the archive. */
  at: number
}

export type Opened = { ok: true; entries: Entry[] } | { ok: false; fault: string }
export type Inflated = { ok: true; bytes: Uint8Array } | { ok: false; fault: string }

/** A room with thousands of versions has as many entries; an archive of more is not made by people. */
export const MAX_ENTRIES = 4_000
/** A canvas of the largest room is a tenth of this, a long Word document's text less. */
export const MAX_INFLATED_BYTES = 32 * 1024 * 1024

const END = 0x06054b50
const END_BYTES = 22
const CENTRAL = 0x02014b50
const CENTRAL_BYTES = 46
const LOCAL = 0x04034b50
const LOCAL_BYTES = 30
/** A comment of 65,535 bytes may stand behind the end record. */
const MAX_COMMENT_BYTES = 0xffff
const ZIP64 = 0xffffffff

const cutShort = { ok: false, fault: "The archive is damaged or not whole." } as const

/** Whether bytes begin as an archive does. */
export const isArchive = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === LOCAL

/** Lists what is in an archive, from its directory alone. */
export function openArchive(bytes: Uint8Array): Opened {
  const view = viewOf(bytes)
  const end = endOf(view)
  if (end === undefined) return cutShort
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ENTRIES || view.getUint32(end + 16, true) === ZIP64)
    return { ok: false, fault: `The archive has more than ${MAX_ENTRIES} files in it.` }
  const entries: Entry[] = []
  let at = view.getUint32(end + 16, true)
  for (let read = 0; read < count; read++) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL) return cutShort
    const nameLength = view.getUint16(at + 28, true)
    const name = bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength)
    entries.push({
      name: new TextDecoder().decode(name),
      size: view.getUint32(at + 24, true),
      packedSize: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      at: view.getUint32(at + 42, true),
    })
    at += CENTRAL_BYTES + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return { ok: true, entries }
}

/**
 * The bytes of some entries together.
 *
 * @returns them in the order asked for, or what is wrong with the first that cannot be had.
 */
export function inflateAll(
  archive: Uint8Array,
  entries: readonly Entry[],
): { ok: true; files: Uint8Array[] } | { ok: false; fault: string } {
  const declared = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (declared > MAX_INFLATED_BYTES) return tooLarge
  const files: Uint8Array[] = []
  for (const entry of entries) {
    const inflated = inflate(archive, entry)
    if (!inflated.ok) return inflated
    files.push(inflated.bytes)
  }
  return { ok: true, files }
}

const tooLarge = {
  ok: false,
  fault: `Unpacked, the file has more than ${MAX_INFLATED_BYTES / 1024 / 1024} MB, more than may be read.`,
} as const

function inflate(
  archive: Uint8Array,
  { name, size, packedSize, method, checksum, isEncrypted, at }: Entry,
): Inflated {
  const view = viewOf(archive)
  if (isEncrypted) return { ok: false, fault: "The file is protected by a password; save it without one." }
  if (at + LOCAL_BYTES > archive.length || view.getUint32(at, true) !== LOCAL) return cutShort
  const from = at + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  const packed = archive.subarray(from, from + packedSize)
  if (packed.length < packedSize) return cutShort
  if (method !== 0 && method !== 8)
    return { ok: false, fault: `"${name}" in the archive is packed in a way that is not known here.` }
  const bytes = method === 0 ? packed : inflateTo(packed, size)
  if (!bytes) return { ok: false, fault: `"${name}" in the archive is damaged, or larger than it says.` }
  return bytes.length === size && crc32(bytes) === checksum ? { ok: true, bytes } : cutShort
}

/** Stops at the declared size, so that a bomb costs no more than what it admits to. */
function inflateTo(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size), finishFlush: constants.Z_FINISH })
  } catch {
    // Cut short, not deflated, or more than declared: zlib says which only in words.
    return undefined
  }
}

/** Where the end record begins: the last place that looks like one and ends with the archive. */
function endOf(view: DataView): number | undefined {
  const last = view.byteLength - END_BYTES
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--)
    if (
      view.getUint32(at, true) === END &&
      at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength
    )
      return at
  return undefined
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
