// The thread that copies a database for the commands: the one statement that does it takes as long as the file is large,
// and the terminal is to show meanwhile how far it is.
import { closeSync, fsyncSync, openSync } from "node:fs"
import { type MessagePort, parentPort, workerData } from "node:worker_threads"
import { assert } from "../../shared/assert.ts"
import { openDatabaseToRead, passingFailure } from "./sqlite-driver.ts"

export interface CopyStart {
  from: string
  to: string
}

export type CopyAnswer = { kind: "copied" } | { kind: "failed"; reason: string }

/**
 * VACUUM INTO reads in one transaction, so it copies one moment. The backup interface of SQLite would begin again each
 * time the server writes, and never end in a busy house.
 */
async function copy({ from, to }: CopyStart): Promise<CopyAnswer> {
  try {
    const db = await openDatabaseToRead(from)
    try {
      db.prepare("VACUUM INTO ?").run(to)
    } finally {
      db.close()
    }
    flush(to)
    return { kind: "copied" }
  } catch (error) {
    const reason = passingFailure(error) ?? (error instanceof Error ? error.message : String(error))
    return { kind: "failed", reason }
  }
}

/** SQLite leaves it to its caller whether the copy is on the disk. */
function flush(file: string): void {
  const handle = openSync(file, "r+")
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

async function answer(port: MessagePort): Promise<void> {
  port.postMessage(await copy(workerData as CopyStart))
  port.close()
}

assert(parentPort, "the copying worker is started as a worker")
await answer(parentPort)
