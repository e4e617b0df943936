// Versions and changes in plain objects: version-store.ts as memory.ts keeps it.
import type { RoomId } from "../../shared/ids.ts"
import type { Immediate } from "./immediate.ts"
import type { CanvasChange, VersionBytes, VersionRecord, VersionStore } from "./version-store.ts"

export interface MemoryVersions extends Immediate<VersionStore> {
  forgetRoom(room: RoomId): void
}

interface Past {
  /** In the order in which they were kept. */
  versions: { record: VersionRecord; bytes: VersionBytes }[]
  changes: CanvasChange[]
  seq: number
}

export function createMemoryVersions(): MemoryVersions {
  const pasts = new Map<RoomId, Past>()

  const pastOf = (room: RoomId): Past => pasts.get(room) ?? { versions: [], changes: [], seq: 0 }

  return {
    versions: room =>
      pastOf(room)
        .versions.map(({ record }) => structuredClone(record))
        .reverse()
        .sort((a, b) => b.at - a.at),
    versionBytes(room, id) {
      const found = pastOf(room).versions.find(({ record }) => record.id === id)
      return found && { ...found.bytes }
    },
    keepVersion(version, bytes) {
      const past = pastOf(version.room)
      past.versions.push({ record: structuredClone(version), bytes: structuredClone(bytes) })
      pasts.set(version.room, past)
    },
    changeVersion(room, id, { name, note, frozenHash }) {
      const record = pastOf(room).versions.find(each => each.record.id === id)?.record
      if (!record) return
      if (name !== undefined) record.name = name
      if (note !== undefined) record.note = note
      if (frozenHash === null) delete record.frozenHash
      else if (frozenHash) record.frozenHash = new Uint8Array(frozenHash)
    },
    dropVersions(room, ids) {
      const past = pastOf(room)
      past.versions = past.versions.filter(({ record }) => !ids.includes(record.id))
    },
    frozenVersion(frozenHash) {
      const records = [...pasts.values()].flatMap(past => past.versions.map(({ record }) => record))
      const found = records.find(
        record => record.frozenHash && Buffer.compare(record.frozenHash, frozenHash) === 0,
      )
      return found && structuredClone(found)
    },
    canvasChanges(room) {
      const { changes, seq } = pastOf(room)
      const last = new Map<string, CanvasChange>()
      for (const change of changes) {
        const before = change.card && last.get(change.card)
        if (change.card && (!before || before.seq <= change.seq)) last.set(change.card, change)
      }
      const inOrder = [...last].sort(([one], [other]) => (one < other ? -1 : 1))
      return { seq, last: inOrder.map(([, change]) => ({ ...change })) }
    },
    addCanvasChanges(room, seq, changes) {
      const past = pastOf(room)
      if (past.seq >= seq) return
      past.changes.push(...changes.map(change => ({ ...change })))
      past.seq = seq
      pasts.set(room, past)
    },
    changersSince: (room, seq) =>
      [...new Set(pastOf(room).changes.flatMap(change => (change.seq > seq && change.by) || []))].sort(),
    forgetRoom: room => void pasts.delete(room),
  }
}
