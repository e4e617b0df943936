// Files over HTTP: their bytes come in, and what would be written goes back and nothing is written; or a room is made of
// all that is in them. Anybody may ask, as anybody may make a room; each address has few files under way at once.
// Rules IN1, IN5, IN9.
import type { Context } from "hono"
import { z } from "zod"
import { apiPaths } from "../../shared/api.ts"
import { formatPaths } from "../../shared/formats-api.ts"
import type { GuestId } from "../../shared/ids.ts"
import type { FileToRead, Imports, Unread } from "../formats/imports.ts"
import type { Log } from "../log.ts"
import type { Api } from "./api.ts"
import type { Caller } from "./caller.ts"
import type { MakeRoom } from "./new-rooms.ts"
import { problemResponse } from "./problems.ts"
import { yesOrNo } from "./shapes.ts"

export interface ImportRoutesOptions {
  imports: Pick<Imports, "preview" | "room">
  makeRoom: MakeRoom
  /** Takes one of the rooms an address may make; false where it has none left. */
  mayMakeRoom: (address: string, guest: GuestId) => boolean
  log: Log
}

/** Of one address: a class that tries it at the same moment waits its turn, one that floods it is told so. */
const MAX_AT_ONCE = 6

/** What the file is called, which helps to recognise it. */
const fileQuery = z.object({ name: z.string().max(1_000).default("") })
const newRoomQuery = fileQuery.extend({ comments: yesOrNo("true"), versions: yesOrNo("true") })

export function importRoutes(api: Api, { imports, makeRoom, mayMakeRoom, log }: ImportRoutesOptions): void {
  const underWay = new Map<string, number>()

  /** Has a file read while the address has room for one more. @returns what was read, or the refusal. */
  async function read<Found extends { ok: true }>(
    context: Context<Caller>,
    name: string,
    reader: (file: FileToRead, signal: AbortSignal) => Promise<Found | Unread>,
  ): Promise<Found | { ok: false; refusal: Response }> {
    const address = context.get("address")
    const before = underWay.get(address) ?? 0
    if (before >= MAX_AT_ONCE) return { ok: false, refusal: problemResponse("tooMany") }
    underWay.set(address, before + 1)
    try {
      const bytes = new Uint8Array(await context.req.arrayBuffer())
      const found = await reader({ bytes, name }, context.req.raw.signal)
      return found.ok ? found : { ok: false, refusal: refusalOf(found) }
    } finally {
      const left = (underWay.get(address) ?? 1) - 1
      if (left > 0) underWay.set(address, left)
      else underWay.delete(address)
    }
  }

  function refusalOf(unread: Unread): Response {
    if ("fault" in unread) return problemResponse("unreadableFile", unread.fault)
    if ("busy" in unread) return problemResponse("unavailable")
    log.warn({ reason: unread.failed }, "A file could not be read in the time and memory there are")
    return problemResponse("unreadableFile", "The file takes more time or memory to read than a file may.")
  }

  api.open(
    {
      method: "post",
      path: formatPaths.preview,
      summary:
        "What a file would become: a canvas file to make a room of or to import into one; writes nothing",
      answer: "200 ImportPreview",
      takesFile: true,
      query: fileQuery,
    },
    async ({ context, query: { name } }) => {
      const found = await read(context, name, (file, signal) => imports.preview(file, signal))
      return found.ok ? context.json(found.preview) : found.refusal
    },
  )

  api.open(
    {
      method: "post",
      path: formatPaths.newRoom,
      summary:
        "Make a room of a file with all that is in it: of our own, also what was said and what it was before, under names marked as imported",
      answer: "201 CreatedRoom",
      takesFile: true,
      query: newRoomQuery,
    },
    async ({ context, query: { name, ...wanted } }) => {
      if (!mayMakeRoom(context.get("address"), context.get("guest"))) return problemResponse("tooMany")
      const found = await read(context, name, (file, signal) => imports.room(file, wanted, signal))
      if (!found.ok) return found.refusal
      const room = await makeRoom(found.beginning, context.get("guest"), undefined)
      return context.json(room, 201, { location: apiPaths.room(room.id) })
    },
  )
}
