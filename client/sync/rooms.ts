// The rooms opened on this device, newest first, with what the server last said of each: enough to list them at home
// and to open one without network. Rule CL2.
import type { EnteredRoom, RoomSummary } from "../../shared/api.ts"
import { isPersonId, isRoomId, type RoomId } from "../../shared/ids.ts"
import { isRole } from "../../shared/roles.ts"
import type { Shelf } from "./shelf.ts"

export interface KnownRoom {
  summary: EnteredRoom
  /** When it was last opened here, ms since 1970. */
  openedAt: number
}

const KEY = "ninefold.rooms"
/** Older ones fall off the list; their documents stay reachable by address. */
const LISTED_AT_MOST = 200

export function readRooms(shelf: Shelf): KnownRoom[] {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(KEY) ?? "[]")
    return Array.isArray(kept) ? kept.flatMap(readRoom) : []
  } catch {
    // What is kept may be anything; a list that cannot be read is an empty one.
    return []
  }
}

function readRoom(value: unknown): KnownRoom[] {
  const { summary, openedAt } = (value ?? {}) as { summary?: unknown; openedAt?: unknown }
  const room = readSummary(summary)
  const { isLocked, you } = (summary ?? {}) as { isLocked?: unknown; you?: unknown }
  const { person, role, seesComments } = (you ?? {}) as Record<string, unknown>
  if (!room || !isPersonId(person) || !isRole(role)) return []
  return [
    {
      summary: {
        ...room,
        isLocked: isLocked === true,
        you: { person, role, seesComments: seesComments === true },
      },
      openedAt: typeof openedAt === "number" ? openedAt : 0,
    },
  ]
}

function readSummary(value: unknown): RoomSummary | undefined {
  const { id, title, createdAt, schema, epoch, readOnly } = (value ?? {}) as Record<string, unknown>
  if (!isRoomId(id) || typeof schema !== "number" || typeof epoch !== "number") return undefined
  const known: RoomSummary = {
    id,
    title: typeof title === "string" ? title : "",
    createdAt: typeof createdAt === "number" ? createdAt : 0,
    schema,
    epoch,
  }
  if (typeof readOnly === "string") known.readOnly = readOnly
  return known
}

export const findRoom = (shelf: Shelf, id: RoomId): KnownRoom | undefined =>
  readRooms(shelf).find(({ summary }) => summary.id === id)

/** Puts a room at the head of the list, or brings what is known of it up to date. */
export function keepRoom(shelf: Shelf, room: KnownRoom): void {
  const others = readRooms(shelf).filter(({ summary }) => summary.id !== room.summary.id)
  write(shelf, [room, ...others].sort((a, b) => b.openedAt - a.openedAt).slice(0, LISTED_AT_MOST))
}

/** Takes a room off the list. The room itself stays where it is. */
export function dropRoom(shelf: Shelf, id: RoomId): void {
  write(
    shelf,
    readRooms(shelf).filter(({ summary }) => summary.id !== id),
  )
}

function write(shelf: Shelf, rooms: KnownRoom[]): void {
  try {
    shelf.setItem(KEY, JSON.stringify(rooms))
  } catch {
    // A full or forbidden storage: the list then ends with the page, rooms open by their address.
  }
}
