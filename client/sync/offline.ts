// Keeps a room's document on this device, so that it opens and is edited without network. Rule CL2.
import { IndexeddbPersistence } from "y-indexeddb"
import type * as Y from "yjs"

/** A browser whose store does not answer for this long is taken to have none. */
const OPEN_WITHIN_MS = 5_000

export interface Kept {
  /** True where there is no store, and none is wanted. */
  isNothing: boolean
  /** Resolves once what was kept is in the document, or it is clear that nothing was. Never rejects. */
  loaded: Promise<void>
  /** True while every change of the document goes into the store on this device. */
  isKept(): boolean
  /** The origin of the changes that came from the store; undefined before it is open. */
  origin(): unknown
  /** Removes what is kept, for good, and keeps nothing from then on. */
  clear(): Promise<void>
  /** May be called twice. */
  close(): void
}

/** For those who only read: nothing of the room stays on their device. */
export const keepNothing = (): Kept => ({
  isNothing: true,
  loaded: Promise.resolve(),
  isKept: () => false,
  origin: () => undefined,
  clear: () => Promise.resolve(),
  close: () => undefined,
})

/** @param name of the store; documents that must never be merged have different names. */
export function keepOnDevice(doc: Y.Doc, name: string, indexedDb: IDBFactory | undefined): Kept {
  let store: IndexeddbPersistence | undefined
  let isKept = false
  let isClosed = false
  const open = async () => {
    // The library neither reports nor survives a store that cannot be opened (private windows), so it is tried first.
    if (!indexedDb || !(await canOpen(indexedDb)) || isClosed) return
    store = new IndexeddbPersistence(name, doc)
    await store.whenSynced
    isKept = true
  }
  // A room that was never opened here has nothing to wait for: its store is made while the server is asked.
  // Asked first: the browser answers in order.
  const isNew = untilKnownNew(indexedDb, name)
  const loaded = Promise.race([isNew, open(), wait(OPEN_WITHIN_MS)])
  return {
    isNothing: false,
    loaded,
    isKept: () => isKept,
    origin: () => store,
    async clear() {
      isKept = false
      await store?.clearData()
    },
    close() {
      if (isClosed) return
      isClosed = true
      isKept = false
      void store?.destroy()
    },
  }
}

const wait = (durationMs: number): Promise<void> => new Promise(resolve => setTimeout(resolve, durationMs))

/** Resolves where the browser says that there is no such store, and never where it does not say. */
const untilKnownNew = (indexedDb: IDBFactory | undefined, name: string): Promise<void> =>
  new Promise(resolve => {
    indexedDb?.databases?.().then(
      known => {
        if (!known.some(store => store.name === name)) resolve()
      },
      () => undefined,
    )
  })

const canOpen = (indexedDb: IDBFactory): Promise<boolean> =>
  new Promise(resolve => {
    try {
      const request = indexedDb.open("ninefold:probe")
      request.onerror = () => resolve(false)
      request.onsuccess = () => {
        request.result.close()
        resolve(true)
      }
    } catch {
      // Some browsers throw where storage is forbidden rather than report it.
      resolve(false)
    }
  })

/** Asks the browser not to clear this site's stores when space is short. It may refuse; nothing depends on it. */
export function askToKeep(storage: StorageManager | undefined): void {
  void storage?.persist?.().catch(() => false)
}
