// A store that lives as long as its object: the contract in its plainest form, for tests and for reading. Keeps the
// same promises as sqlite.ts (test/contracts/store.ts, rule RM4) except surviving the process.
import { randomBytes } from "node:crypto"
import { createMemoryAccess } from "./memory-access.ts"
import { createMemoryDiscussion } from "./memory-discussion.ts"
import { createMemoryVersions } from "./memory-versions.ts"
import {
  type DocumentKey,
  type LoggedUpdate,
  type NewUpdate,
  type RoomRecord,
  type Store,
  type StoredDocument,
  type StoredUpdate,
  StoreUnavailable,
  type TailLimits,
  type Writer,
} from "./store.ts"

export interface MemoryStoreOptions {
  /** Asked before every write: answer false and the store behaves as one whose disk is full. */
  isWritable?: () => boolean
}

interface History {
  head: number
  /** At most two, oldest first. */
  snapshots: StoredUpdate[]
  updates: LoggedUpdate[]
  writers: Map<number, Writer>
}

export function createMemoryStore({ isWritable = () => true }: MemoryStoreOptions = {}): Store {
  const rooms = new Map<string, RoomRecord>()
  const names = new Map<string, RoomRecord>()
  const histories = new Map<string, History>()
  const secrets = new Map<string, Uint8Array>()
  const discussion = createMemoryDiscussion()
  const versions = createMemoryVersions()
  const access = createMemoryAccess(room => {
    rooms.delete(room)
    discussion.forgetRoom(room)
    versions.forgetRoom(room)
    for (const [name, named] of names) if (named.id === room) names.delete(name)
    for (const name of histories.keys()) if (name.startsWith(`${room}/`)) histories.delete(name)
  })
  let isClosed = false

  const nameOf = ({ room, document }: DocumentKey): string => `${room}/${document}`

  function mayRead(): void {
    if (isClosed) throw new StoreUnavailable("The store is closed.")
  }

  function mayWrite(): void {
    mayRead()
    if (!isWritable()) throw new StoreUnavailable("The store cannot write.")
  }

  function historyOf(key: DocumentKey): History {
    if (!rooms.has(key.room)) throw new Error(`There is no room ${key.room}.`)
    const name = nameOf(key)
    const history = histories.get(name) ?? { head: 0, snapshots: [], updates: [], writers: new Map() }
    histories.set(name, history)
    return history
  }

  function addRoom(room: RoomRecord, snapshots: Partial<Record<string, Uint8Array>>): void {
    if (rooms.has(room.id)) throw new Error(`There is a room ${room.id} already.`)
    rooms.set(room.id, room)
    access.addRoom(room.id)
    for (const [document, update] of Object.entries(snapshots))
      if (update)
        histories.set(`${room.id}/${document}`, {
          head: 0,
          snapshots: [{ seq: 0, update: new Uint8Array(update) }],
          updates: [],
          writers: new Map(),
        })
  }

  function appendOne({ update, provenance, ...key }: NewUpdate): number {
    const history = historyOf(key)
    history.head++
    for (const writer of provenance?.writers ?? [])
      if (!history.writers.has(writer.client)) history.writers.set(writer.client, writer)
    // Copied: callers pass views of frames whose memory is used again.
    const { at = 0, by } = provenance ?? {}
    const row = { seq: history.head, update: new Uint8Array(update), at }
    history.updates.push(by === undefined ? row : { ...row, by })
    return history.head
  }

  const updatesSince = (rows: readonly LoggedUpdate[], since: number): StoredUpdate[] =>
    rows.filter(({ seq }) => seq > since).map(({ seq, update }) => ({ seq, update }))

  function keepSnapshot(key: DocumentKey, { seq, update }: StoredUpdate): void {
    const history = historyOf(key)
    const newest = history.snapshots.at(-1)
    if (seq > history.head) throw new Error(`Snapshot ${seq} is ahead of the log of ${nameOf(key)}.`)
    if (newest && newest.seq >= seq) return
    history.snapshots = [...(newest ? [newest] : []), { seq, update: new Uint8Array(update) }]
    if (newest) history.updates = history.updates.filter(row => row.seq > newest.seq)
  }

  function read(key: DocumentKey): StoredDocument {
    const history = histories.get(nameOf(key))
    const snapshot = history?.snapshots.at(-1)
    const tail = updatesSince(history?.updates ?? [], snapshot?.seq ?? 0)
    return snapshot ? { snapshot, tail } : { tail }
  }

  function tailSince(key: DocumentKey, seq: number, most: TailLimits): StoredUpdate[] | undefined {
    const { head, updates } = historyOf(key)
    const tail = updatesSince(updates, seq)
    const bytes = tail.reduce((sum, { update }) => sum + update.length, 0)
    const isWhole = seq <= head && tail.length === head - seq
    return isWhole && tail.length <= most.updates && bytes <= most.bytes ? tail : undefined
  }

  // `async`, so that a refusal is a rejection here as it is with a store that waits for a disk.
  return {
    async createRoom(room, snapshots, past = []) {
      mayWrite()
      if (new Set(past.map(({ version }) => version.id)).size < past.length)
        throw new Error(`Two versions of ${room.id} have one id.`)
      addRoom(room, snapshots)
      for (const { version, bytes } of past) versions.keepVersion({ ...version, room: room.id }, bytes)
    },
    async createNamedRoom(name, room, snapshots) {
      mayRead()
      const taken = names.get(name)
      if (taken) return taken
      mayWrite()
      addRoom(room, snapshots)
      names.set(name, room)
      return room
    },
    async namedRoom(name) {
      mayRead()
      return names.get(name)
    },
    async room(id) {
      mayRead()
      return rooms.get(id)
    },
    async append(updates) {
      mayWrite()
      for (const { room } of updates) if (!rooms.has(room)) throw new Error(`There is no room ${room}.`)
      return updates.map(appendOne)
    },
    async load(key) {
      mayRead()
      return read(key)
    },
    async writers(key) {
      mayRead()
      return [...(histories.get(nameOf(key))?.writers.values() ?? [])]
    },
    async tailSince(key, seq, most) {
      mayRead()
      return tailSince(key, seq, most)
    },
    async log(key) {
      mayRead()
      const { snapshots, updates } = historyOf(key)
      const [base] = snapshots
      return { ...(base && { base }), rows: updates.filter(row => row.seq > (base?.seq ?? 0)) }
    },
    async saveSnapshot(key, snapshot) {
      mayWrite()
      keepSnapshot(key, snapshot)
    },
    async access(room, holder) {
      mayRead()
      return access.access(room, holder)
    },
    async setStanding(room, change) {
      mayWrite()
      access.setStanding(room, change)
    },
    async purgeRooms(before) {
      mayWrite()
      return access.purgeRooms(before)
    },
    async linkBySecret(secretHash) {
      mayRead()
      return access.linkBySecret(secretHash)
    },
    async links(room) {
      mayRead()
      return access.links(room)
    },
    async saveLink(link) {
      mayWrite()
      access.saveLink(link)
    },
    async grants(room) {
      mayRead()
      return access.grants(room)
    },
    async saveGrant(grant) {
      mayWrite()
      access.saveGrant(grant)
    },
    async setLooks(room, holder, looks) {
      mayWrite()
      access.setLooks(room, holder, looks)
    },
    async enter(link, grant) {
      mayWrite()
      return access.enter(link, grant)
    },
    async touchGrants(seen) {
      mayWrite()
      access.touchGrants(seen)
    },
    async reads(room, person) {
      mayRead()
      return discussion.reads(room, person)
    },
    async markRead(room, person, marks) {
      mayWrite()
      discussion.markRead(room, person, marks)
    },
    async webhook(room) {
      mayRead()
      return discussion.webhook(room)
    },
    async setWebhook(room, webhook) {
      mayWrite()
      discussion.setWebhook(room, webhook)
    },
    async saveDelivery(delivery) {
      mayWrite()
      discussion.saveDelivery(delivery)
    },
    async dueDeliveries(now, limit) {
      mayRead()
      return discussion.dueDeliveries(now, limit)
    },
    async nextDelivery() {
      mayRead()
      return discussion.nextDelivery()
    },
    async deliveries(room, limit) {
      mayRead()
      return discussion.deliveries(room, limit)
    },
    async versions(room) {
      mayRead()
      return versions.versions(room)
    },
    async versionBytes(room, id) {
      mayRead()
      return versions.versionBytes(room, id)
    },
    async keepVersion(version, bytes) {
      mayWrite()
      versions.keepVersion(version, bytes)
    },
    async changeVersion(room, id, change) {
      mayWrite()
      versions.changeVersion(room, id, change)
    },
    async dropVersions(room, ids) {
      mayWrite()
      versions.dropVersions(room, ids)
    },
    async frozenVersion(frozenHash) {
      mayRead()
      const found = versions.frozenVersion(frozenHash)
      const isThere = found && access.access(found.room).standing?.deletedAt === undefined
      return isThere ? found : undefined
    },
    async canvasChanges(room) {
      mayRead()
      return versions.canvasChanges(room)
    },
    async addCanvasChanges(room, seq, changes) {
      mayWrite()
      versions.addCanvasChanges(room, seq, changes)
    },
    async changersSince(room, at) {
      mayRead()
      return versions.changersSince(room, at)
    },
    async secret(name) {
      mayRead()
      const secret = secrets.get(name) ?? new Uint8Array(randomBytes(32))
      secrets.set(name, secret)
      return secret
    },
    async checkWritable() {
      mayWrite()
    },
    async close() {
      isClosed = true
    },
  }
}
