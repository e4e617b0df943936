// The inbox over HTTP: what home and the bar ask for.
import { type InboxEntry, readInbox } from "../sync/inbox.ts"
import type { KnownRoom } from "../sync/rooms.ts"
import { getThreads, talkRequests } from "./requests.ts"

export const loadInbox = (rooms: readonly KnownRoom[]): Promise<InboxEntry[]> =>
  readInbox(rooms, {
    threads: getThreads,
    reads: room => talkRequests(room).reads(),
    people: room => talkRequests(room).people(),
  })
