// The API's routes by which rooms are made and looked up. What is in them goes over their sockets.
import { templates } from "../../seeds/seeds.ts"
import { apiPaths, type ExampleRoom } from "../../shared/api.ts"
import type { CardId, GuestId, LinkSecret, RoomId } from "../../shared/ids.ts"
import { beginningOf, EXAMPLE } from "../rooms/new-room.ts"
import type { Store } from "../storage/store.ts"
import { type Api, noSuchRoom } from "./api.ts"
import type { MakeRoom } from "./new-rooms.ts"
import { problemResponse } from "./problems.ts"
import { canvasFrom, newRoomSchema } from "./room-source.ts"
import type { Summaries } from "./summaries.ts"

export interface RoomRoutesOptions {
  store: Store
  summaries: Summaries
  makeRoom: MakeRoom
  newCardId: () => CardId
  /** What opens the example for everybody on this server. */
  exampleSecret: LinkSecret
  /** Takes one of the rooms an address may make; false where it has none left. */
  mayMakeRoom: (address: string, guest: GuestId) => boolean
}

export function roomRoutes(api: Api, options: RoomRoutesOptions): void {
  const { store, summaries, makeRoom, newCardId, exampleSecret, mayMakeRoom } = options

  api.open(
    {
      method: "post",
      path: apiPaths.rooms,
      summary: "Make a room; the caller's cookie may facilitate it, and so may who has the recovery link",
      answer: "201 CreatedRoom",
      body: newRoomSchema,
    },
    async ({ context, body }) => {
      if (!mayMakeRoom(context.get("address"), context.get("guest"))) return problemResponse("tooMany")
      const made = canvasFrom(body.from, newCardId)
      if (!made.ok) return problemResponse(made.problem, made.detail)
      const room = await makeRoom(beginningOf(made.canvas), context.get("guest"), body.me)
      return context.json(room, 201, { location: apiPaths.room(room.id) })
    },
  )

  api.inRoom(
    {
      method: "get",
      path: apiPaths.room(":room" as RoomId),
      summary: "The room, and what the caller may do in it",
      answer: "200 EnteredRoom",
      needs: "view",
    },
    async ({ context, room, access }) => {
      const entered = await summaries.entered(room, access)
      return entered ? context.json(entered) : noSuchRoom()
    },
  )

  api.open(
    {
      method: "get",
      path: apiPaths.example,
      summary: "The example that everybody on this server shares, and what opens it",
      answer: "200 ExampleRoom",
    },
    async ({ context }) => {
      const record = await store.namedRoom(EXAMPLE)
      if (!record) return problemResponse("notFound", "There is no example here.")
      const example: ExampleRoom = { ...(await summaries.of(record)), secret: exampleSecret }
      return context.json(example)
    },
  )

  api.open(
    {
      method: "get",
      path: apiPaths.templates,
      summary: "The templates a room can start from",
      answer: "200 Template[]",
    },
    ({ context }) => context.json(templates()),
  )
}
