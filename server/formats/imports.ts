// The main thread's side of import-worker.ts: one file at a time is shown and one becomes a room, in so much time and
// memory and no more. A file that wants more costs whoever sent it a sentence. Rule IN5.
import type { Wanted } from "../../shared/formats-api.ts"
import type { Timers } from "../rooms/timers.ts"
import { startWorker } from "../start-worker.ts"
import { WorkerLine } from "../worker-line.ts"
import type { ReadRoom } from "./import-room.ts"
import type { Read } from "./read-any.ts"

export interface FileToRead {
  bytes: Uint8Array
  name: string
}

/** What the thread is asked. */
export interface FileQuestion extends FileToRead {
  /** Absent where it is only to be shown. */
  wanted?: Wanted
  /** ms since 1970 */
  now: number
}

/** `busy`: so many wait already that one more would wait too long. `failed`: the reader broke, with the reason. */
export type Unread = { ok: false; fault: string } | { ok: false; busy: true } | { ok: false; failed: string }
export type Preview = (Read & { ok: true }) | Unread
export type RoomOfFile = (ReadRoom & { ok: true }) | Unread

/** The longest article takes a second, and so do a hundred versions. */
const READ_WITHIN_MS = 10_000
/** The documents of as many versions as a file may bring are built in a fourth of this. */
const BUILT_WITHIN_MS = 60_000
const MAX_HEAP_MB = 512
/** Each of those before takes its time at worst. */
const MAX_WAITING = 12

export interface ImportsOptions {
  timers: Timers
  /** ms since 1970 */
  now: () => number
}

export class Imports {
  readonly #previews: WorkerLine<FileQuestion, unknown>
  /** A line of its own: who only wants to look does not wait for who has looked. */
  readonly #rooms: WorkerLine<FileQuestion, unknown>
  readonly #now: () => number

  constructor({ timers, now }: ImportsOptions) {
    const start = () =>
      startWorker("import-worker", import.meta.url, {
        resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      })
    this.#previews = new WorkerLine({ start, timers, withinMs: READ_WITHIN_MS })
    this.#rooms = new WorkerLine({ start, timers, withinMs: BUILT_WITHIN_MS })
    this.#now = now
  }

  /**
   * What would be written of a file. Writes nothing, and never rejects.
   *
   * @param signal gives it up where nobody waits for it any more.
   */
  preview(file: FileToRead, signal?: AbortSignal): Promise<Preview> {
    return ask<Read>(this.#previews, { ...file, now: this.#now() }, signal)
  }

  /** The beginning of a room that has what is wanted of a file. Writes nothing, and never rejects. */
  room(file: FileToRead, wanted: Wanted, signal?: AbortSignal): Promise<RoomOfFile> {
    return ask<ReadRoom>(this.#rooms, { ...file, wanted, now: this.#now() }, signal)
  }

  /** Abandons what is under way. May be called twice. */
  close = async (): Promise<void> => {
    await Promise.all([this.#previews.close(), this.#rooms.close()])
  }
}

async function ask<Answer>(
  line: WorkerLine<FileQuestion, unknown>,
  question: FileQuestion,
  signal: AbortSignal | undefined,
): Promise<Answer | Unread> {
  if (line.length >= MAX_WAITING) return { ok: false, busy: true }
  const outcome = await line.ask(question, signal)
  // The thread answers either question with what its reader gives.
  if (outcome.kind === "answered") return outcome.answer as Answer
  return outcome.kind === "abandoned" ? { ok: false, busy: true } : { ok: false, failed: outcome.reason }
}
