// The thread that owns the database, so that a sync to the disk never stops the server's loop. Calls are done in the
// order they came; appends that came while a transaction ran are committed together in the next one.
//
// Ends by the "close" call only. Never terminate() it: the SQLite binding of Node 20 aborts the whole process when
// it is stopped in the middle of its work.
import { randomBytes } from "node:crypto"
import { type MessagePort, parentPort, workerData } from "node:worker_threads"
import { assert } from "../../shared/assert.ts"
import { openDatabase, passingFailure } from "./sqlite-driver.ts"
import { createSqliteStore, type SqliteStore } from "./sqlite-store.ts"
import type { NewUpdate, StoredDocument, StoredLog } from "./store.ts"
import type { StoreAnswer, StoreRequest, StoreStart } from "./store-messages.ts"

function serve(port: MessagePort, store: SqliteStore): void {
  let waiting: StoreRequest[] = []

  const answer = (message: StoreAnswer) => port.postMessage(message, buffersIn(message))

  function answerWith(number: number, work: () => unknown): void {
    try {
      answer({ kind: "done", number, result: work() })
    } catch (error) {
      answer({ kind: "failed", number, ...describe(error) })
    }
  }

  function append(requests: readonly StoreRequest[]): void {
    const calls = requests.map(({ given }) => given[0] as NewUpdate[])
    try {
      const numbers = store.appendTogether(calls)
      requests.forEach(({ number }, index) => {
        answer({ kind: "done", number, result: numbers[index] })
      })
    } catch (error) {
      // What fails for the disk fails for all. What one call got wrong must not fail the others.
      if (passingFailure(error) === undefined && requests.length > 1)
        for (const one of requests) append([one])
      else for (const { number } of requests) answer({ kind: "failed", number, ...describe(error) })
    }
  }

  function drain(): void {
    const requests = waiting
    waiting = []
    for (let next = 0; next < requests.length; ) {
      const group = appendsFrom(requests, next)
      if (group.length > 0) append(group)
      else {
        const request = requests[next]
        assert(request, "the loop stays inside the list")
        answerWith(request.number, () => perform(store, request))
        if (request.call === "close") port.close()
      }
      next += Math.max(1, group.length)
    }
  }

  port.on("message", (request: StoreRequest) => {
    // Not at once: everything else that is waiting at the port arrives before the immediate runs.
    if (waiting.length === 0) setImmediate(drain)
    waiting.push(request)
  })
}

function appendsFrom(requests: readonly StoreRequest[], start: number): StoreRequest[] {
  const end = requests.findIndex((request, index) => index >= start && request.call !== "append")
  return requests.slice(start, end < 0 ? undefined : end)
}

function perform(store: SqliteStore, { call, given }: StoreRequest): unknown {
  // The main thread's side is typed by the same contract: what is given fits the call.
  const method = store[call] as (...given: unknown[]) => unknown
  return method(...given)
}

function describe(error: unknown): { isPassing: boolean; reason: string } {
  const passing = passingFailure(error)
  return {
    isPassing: passing !== undefined,
    reason: passing ?? (error instanceof Error ? error.message : String(error)),
  }
}

/** The memory of what a "load" or a "log" found is handed over rather than copied: a snapshot may have megabytes. */
function buffersIn(message: StoreAnswer): ArrayBuffer[] {
  if (message.kind !== "done" || typeof message.result !== "object" || message.result === null) return []
  const { snapshot, tail = [], base, rows = [] } = message.result as Partial<StoredDocument & StoredLog>
  const found = [snapshot, ...tail, base, ...rows].flatMap(each => each ?? [])
  const views = found.map(({ update }) => update)
  return views.flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  )
}

async function start(port: MessagePort, { file, ...options }: StoreStart): Promise<void> {
  try {
    const random = (length: number) => new Uint8Array(randomBytes(length))
    serve(port, createSqliteStore(await openDatabase(file), { ...options, random }))
    port.postMessage({ kind: "open" } satisfies StoreAnswer)
  } catch (error) {
    port.postMessage({ kind: "failed", ...describe(error) } satisfies StoreAnswer)
    port.close()
  }
}

assert(parentPort, "the store's worker is started as a worker")
await start(parentPort, workerData as StoreStart)
