// A store whose writes wait until a test lets them through, or fail until it lets them succeed.
import { createMemoryStore } from "../../server/storage/memory.ts"
import type { NewUpdate, Store, StoredUpdate } from "../../server/storage/store.ts"

export interface HeldStore {
  store: Store
  /** Batches handed over for writing, in order. */
  appended: (readonly NewUpdate[])[]
  /** How often a document was loaded. */
  loads(): number
  /** While true, writes wait. */
  hold(isHeld: boolean): void
  setWritable(isWritable: boolean): void
  /** While true, a document does not load. */
  setUnreadable(isUnreadable: boolean): void
  snapshots: StoredUpdate[]
}

export function createHeldStore(): HeldStore {
  let isWritable = true
  let isUnreadable = false
  let held: Promise<void> | undefined
  let release = () => {}
  let loads = 0
  const appended: (readonly NewUpdate[])[] = []
  const snapshots: StoredUpdate[] = []
  const memory = createMemoryStore({ isWritable: () => isWritable })
  const store: Store = {
    ...memory,
    async append(updates) {
      await held
      appended.push(updates)
      return memory.append(updates)
    },
    async load(key) {
      loads++
      if (isUnreadable) throw new Error("The disk does not answer.")
      return memory.load(key)
    },
    async saveSnapshot(key, snapshot) {
      await memory.saveSnapshot(key, snapshot)
      snapshots.push(snapshot)
    },
  }
  return {
    store,
    appended,
    snapshots,
    loads: () => loads,
    hold(isHeld) {
      release()
      held = isHeld ? new Promise(resolve => (release = resolve)) : undefined
    },
    setWritable(value) {
      isWritable = value
    },
    setUnreadable(value) {
      isUnreadable = value
    },
  }
}
