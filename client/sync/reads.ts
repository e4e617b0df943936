// Up to where this person has read each thread. The server keeps it for all their devices; here it counts at once, and
// what the server has not taken yet waits on this device. Marks only move forward, by the server's times. Rule DI11.
import { isThreadId, type ThreadId } from "../../shared/ids.ts"
import type { Reads } from "../../shared/model/discussion-views.ts"
import type { Shelf } from "./shelf.ts"
import type { TalkRequests } from "./talk-requests.ts"

/** Threads read one after the other are told together. */
const TELL_AFTER_MS = 400

export interface ReadMarksHere {
  /** The same map until a mark moves. */
  now(): Reads
  /** Reads threads up to the given times. */
  mark(marks: ReadonlyMap<ThreadId, number>): void
  /** The server may be there (again): hears what was read elsewhere, and tells what was read here. */
  exchange(): void
  /** May be called twice. */
  close(): void
}

interface ReadSettings {
  shelf: Shelf
  /** What untold marks are kept under: the room's id. */
  room: string
  requests: Pick<TalkRequests, "reads" | "markRead">
  onChange: () => void
}

export function openReads({ shelf, room, requests, onChange }: ReadSettings): ReadMarksHere {
  const key = `ninefold.reads.${room}`
  const untold = new Map(readKept(shelf, key))
  let reads: Reads = new Map(untold)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  const take = (marks: Iterable<[ThreadId, number]>): boolean => {
    const later = [...marks].filter(([thread, at]) => at > (reads.get(thread) ?? 0))
    if (later.length === 0) return false
    reads = new Map([...reads, ...later])
    if (!isClosed) onChange()
    return true
  }
  const keep = () => {
    try {
      if (untold.size === 0) shelf.removeItem(key)
      else shelf.setItem(key, JSON.stringify(Object.fromEntries(untold)))
    } catch {
      // A full or forbidden storage: what was read is told while the page is open, or read again.
    }
  }
  const tell = async () => {
    if (untold.size === 0 || isClosed) return
    const telling = new Map(untold)
    const reply = await requests.markRead({ reads: Object.fromEntries(telling) })
    // Refused or not reached, it waits for the next chance; nothing depends on it but a dot.
    if (!reply.ok) return
    for (const [thread, at] of telling) if (untold.get(thread) === at) untold.delete(thread)
    keep()
    take(marksIn(reply.value.reads))
  }

  return {
    now: () => reads,
    mark(marks) {
      if (!take(marks)) return
      for (const thread of marks.keys()) untold.set(thread, reads.get(thread) ?? 0)
      keep()
      clearTimeout(timer)
      timer = setTimeout(() => void tell(), TELL_AFTER_MS)
    },
    exchange() {
      void requests.reads().then(reply => {
        if (reply.ok) take(marksIn(reply.value.reads))
        return tell()
      })
    },
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

/** The marks a server or this device has kept; what is none of them is passed over. */
export const marksIn = (reads: unknown): [ThreadId, number][] =>
  Object.entries((reads ?? {}) as Record<string, unknown>).flatMap(([thread, at]) =>
    isThreadId(thread) && typeof at === "number" ? [[thread, at] as [ThreadId, number]] : [],
  )

function readKept(shelf: Shelf, key: string): [ThreadId, number][] {
  try {
    return marksIn(JSON.parse(shelf.getItem(key) ?? "{}"))
  } catch {
    // What is kept may be anything.
    return []
  }
}
