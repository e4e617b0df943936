// The API's routes: rooms are made and looked up here. What is in them goes over their sockets.
import { Hono } from "hono"
import { templates } from "../../seeds/seeds.ts"
import { apiPaths, type RoomSummary } from "../../shared/api.ts"
import { type CardId, isRoomId, ROOM_ID_LENGTH, type RoomId } from "../../shared/ids.ts"
import { EXAMPLE, newRoom } from "../rooms/new-room.ts"
import type { RoomRecord, Store } from "../storage/store.ts"
import { readBody } from "./body.ts"
import type { Caller } from "./caller.ts"
import { problemResponse } from "./problems.ts"
import { canvasFrom, newRoomSchema } from "./room-source.ts"

export interface RoomRoutesOptions {
  store: Store
  /** Why a room cannot be written, in a sentence for people; undefined where it can. */
  readOnlyReason: (id: RoomId) => Promise<string | undefined>
  newRoomId: () => RoomId
  newCardId: () => CardId
  /** ms since 1970 */
  now: () => number
  /** Takes one of the rooms an address may make; false where it has none left. */
  mayMakeRoom: (address: string) => boolean
}

/** Looked up where the id asked for is none, so that a malformed id takes as long to refuse as one that is not there. */
const NO_ROOM = "-".repeat(ROOM_ID_LENGTH) as RoomId

export function roomRoutes(options: RoomRoutesOptions): Hono<Caller> {
  const { store, newRoomId, newCardId, now, mayMakeRoom } = options
  const routes = new Hono<Caller>()

  async function summaryOf(record: RoomRecord): Promise<RoomSummary> {
    const { id, title, createdAt, schema, epoch } = record
    const readOnly = await options.readOnlyReason(id)
    return { id, title, createdAt, schema, epoch, ...(readOnly !== undefined && { readOnly }) }
  }

  routes.post(apiPaths.rooms, async context => {
    if (!mayMakeRoom(context.get("address"))) return problemResponse("tooMany")
    const read = await readBody(context, newRoomSchema)
    if (!read.ok) return read.refusal
    const made = canvasFrom(read.body.from, newCardId)
    if (!made.ok) return problemResponse(made.problem, made.detail)
    const { record, snapshots } = newRoom(made.canvas, newRoomId(), now())
    await store.createRoom(record, snapshots)
    const summary: RoomSummary = record
    return context.json(summary, 201, { location: apiPaths.room(record.id) })
  })

  routes.get(apiPaths.room(":id" as RoomId), async context => {
    const id = context.req.param("id")
    const record = await store.room(isRoomId(id) ? id : NO_ROOM)
    return record
      ? context.json(await summaryOf(record))
      : problemResponse("notFound", "There is no such room.")
  })

  routes.get(apiPaths.example, async context => {
    const record = await store.namedRoom(EXAMPLE)
    return record
      ? context.json(await summaryOf(record))
      : problemResponse("notFound", "There is no example here.")
  })

  routes.get(apiPaths.templates, context => context.json(templates()))

  return routes
}
