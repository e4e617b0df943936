// What is decided about a room as a whole: its title, whether it is locked, its archive, a copy of it, its end and its
// return. What changes the canvas is written as any edit is: stored, then told. Rules LR6, LR13–LR15.
import { z } from "zod"
import { apiPaths, type DeletedRoom, type EmptiedArchive } from "../../shared/api.ts"
import type { GuestId, RoomId } from "../../shared/ids.ts"
import { type Content, contentOf } from "../../shared/model/document.ts"
import { emptyArchive, setMeta } from "../../shared/model/edits.ts"
import { readCanvas } from "../../shared/model/read.ts"
import type { Access } from "../access/access.ts"
import { standingOf } from "../access/grants.ts"
import { RESTORABLE_MS } from "../access/purge.ts"
import { beginningOf } from "../rooms/new-room.ts"
import type { Rooms } from "../rooms/rooms.ts"
import { writeDocument } from "../rooms/write.ts"
import type { AccessStore } from "../storage/access-store.ts"
import type { Versions } from "../versions/versions.ts"
import { type Api, noSuchRoom, refusalOf, roomOf } from "./api.ts"
import type { MakeRoom } from "./new-rooms.ts"
import { problemResponse } from "./problems.ts"
import type { Summaries } from "./summaries.ts"
import { askerOf } from "./versions.ts"

export interface SettingsOptions {
  store: AccessStore
  access: Access
  rooms: Pick<Rooms, "join">
  versions: Pick<Versions, "keepBefore">
  summaries: Summaries
  makeRoom: MakeRoom
  mayMakeRoom: (address: string, guest: GuestId) => boolean
  /** ms since 1970 */
  now: () => number
}

const roomChangeShape = z.object({
  title: z.string().trim().max(500).optional(),
  isLocked: z.boolean().optional(),
})

export function settingsRoutes(api: Api, options: SettingsOptions): void {
  const { store, access, rooms, versions, summaries, makeRoom, mayMakeRoom, now } = options

  const write = <Result>(room: RoomId, change: (content: Content) => Result) =>
    writeDocument(rooms, { room, document: "content" }, doc => change(contentOf(doc)))

  api.inRoom(
    {
      method: "patch",
      path: apiPaths.room(":room" as RoomId),
      summary: "Rename the room; lock its canvas to all but facilitators, or unlock it",
      answer: "200 EnteredRoom",
      needs: "facilitate",
      body: roomChangeShape,
    },
    async ({ context, room, holder, access: mine, body: { title, isLocked } }) => {
      if (title !== undefined) {
        const written = await write(room, content => setMeta(content, { title }))
        if (!written.ok) return problemResponse("unavailable", written.reason)
      }
      if (isLocked !== undefined && isLocked !== mine.isLocked) {
        if (isLocked) await versions.keepBefore(room, "before-lock", askerOf({ access: mine, holder }).named)
        await store.setStanding(room, { lockedAt: isLocked ? now() : null })
        await access.changed(room)
      }
      const entered = await summaries.entered(room, { ...mine, isLocked: isLocked ?? mine.isLocked })
      return entered ? context.json(entered) : noSuchRoom()
    },
  )

  api.inRoom(
    {
      method: "post",
      path: apiPaths.copyRoom(":room" as RoomId),
      summary: "Make a room of the canvas as it is, without its past, its archive, its people and its links",
      answer: "201 CreatedRoom",
      needs: "edit",
    },
    async ({ context, room, access: mine }) => {
      if (!mayMakeRoom(context.get("address"), context.get("guest"))) return problemResponse("tooMany")
      const read = await write(room, readCanvas)
      const canvas = read.ok ? read.result : undefined
      if (!canvas) return problemResponse("unavailable", "The room cannot be read.")
      const cards = canvas.cards.filter(card => card.gone === undefined)
      const beginning = beginningOf({ ...canvas, cards })
      const copy = await makeRoom(beginning, context.get("guest"), mine.name ? mine : undefined)
      return context.json(copy, 201, { location: apiPaths.room(copy.id) })
    },
  )

  api.inRoom(
    {
      method: "post",
      path: apiPaths.emptyArchive(":room" as RoomId),
      summary: "Remove the archived cards for good",
      answer: "200 EmptiedArchive",
      needs: "facilitate",
    },
    async ({ context, room }) => {
      const written = await write(room, emptyArchive)
      if (!written.ok) return problemResponse("unavailable", written.reason)
      const emptied: EmptiedArchive = { cards: written.result }
      return context.json(emptied)
    },
  )

  api.inRoom(
    {
      method: "delete",
      path: apiPaths.room(":room" as RoomId),
      summary: "Delete the room; facilitators can restore it for 30 days",
      answer: "200 DeletedRoom",
      needs: "facilitate",
    },
    async ({ context, room }) => {
      const deletedAt = now()
      await store.setStanding(room, { deletedAt })
      await access.changed(room)
      const deleted: DeletedRoom = { restorableUntil: deletedAt + RESTORABLE_MS }
      return context.json(deleted)
    },
  )

  // Declared open: to the check of roles a deleted room is none.
  api.open(
    {
      method: "post",
      path: apiPaths.restoreRoom(":room" as RoomId),
      summary: "Restore a deleted room, for those who could facilitate it",
      answer: "200 EnteredRoom",
    },
    async ({ context }) => {
      const room = roomOf(context.req.param("room"))
      const holder = context.get("holder")
      const standing = await access.standing(room, holder)
      if (standing.kind !== "deleted") {
        return standing.kind === "granted" ? problemResponse("forbidden") : refusalOf(standing)
      }
      await store.setStanding(room, { deletedAt: null })
      await access.changed(room)
      const restored = standingOf(await store.access(room, holder), now())
      const entered = restored.kind === "granted" ? await summaries.entered(room, restored.access) : undefined
      return entered ? context.json(entered) : noSuchRoom()
    },
  )
}
