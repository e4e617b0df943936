// What a room was, over HTTP: its versions, for those who may edit; the room brought back to one of them; links that show
// one to anybody. Readers are refused all of it. Rules VE1, VE4, VE6–VE9.
import type { Context } from "hono"
import { z } from "zod"
import {
  type CardId,
  isBlockId,
  isCardId,
  isVersionId,
  type RoomId,
  type VersionId,
} from "../../shared/ids.ts"
import { MAX_VERSION_NAME_LENGTH, MAX_VERSION_NOTE_LENGTH } from "../../shared/protocol/limits.ts"
import { mayEditNow } from "../../shared/roles.ts"
import { type FrozenLink, type Restored, type RestoredPart, versionPaths } from "../../shared/versions-api.ts"
import { secretOf } from "../access/secrets.ts"
import type { Past } from "../versions/past.ts"
import {
  type Asker,
  type BroughtBack,
  type Done,
  outOfReach,
  type Refused,
  type Versions,
  versionOf,
} from "../versions/versions.ts"
import type { Api, RoomCall } from "./api.ts"
import type { Caller } from "./caller.ts"
import { problemResponse } from "./problems.ts"
import { canvasFrom } from "./room-source.ts"
import { isSecret, secretShape } from "./shapes.ts"

export interface VersionRoutesOptions {
  versions: Versions
  past: Past
  newCardId: () => CardId
  /** As many bytes as are asked for, from a source that cannot be guessed. */
  random: (length: number) => Uint8Array
}

const ROOM = ":room" as RoomId
const VERSION = ":version" as VersionId
const SEQ = ":seq" as unknown as number
const SECRET_LENGTH = 32

const labelShape = z.string().trim().max(MAX_VERSION_NAME_LENGTH)
const noteShape = z.string().trim().max(MAX_VERSION_NOTE_LENGTH)
const newVersionShape = z.object({ name: labelShape, note: noteShape })
const versionChangeShape = z.object({ name: labelShape.optional(), note: noteShape.optional() })
const partShape: z.ZodType<RestoredPart> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("everything") }),
  z.object({ kind: z.literal("block"), block: z.string().refine(isBlockId, "is no block's id") }),
  z.object({ kind: z.literal("card"), card: z.string().refine(isCardId, "is no card's id") }),
])
const restoreShape = z.object({ part: partShape })
/** `file` is checked by shared/model/canvas-file.ts, which knows the format. */
const importShape = z.object({ file: z.unknown(), mode: z.enum(["add", "replace"]) })
const frozenShape = z.object({ secret: secretShape })

export function versionRoutes(api: Api, { versions, past, newCardId, random }: VersionRoutesOptions): void {
  api.inRoom(
    {
      method: "get",
      path: versionPaths.versions(ROOM),
      summary: "The versions that are kept, newest first",
      answer: "200 Version[]",
      needs: "edit",
    },
    async ({ context, room }) => context.json((await versions.list(room)).map(versionOf)),
  )

  api.inRoom(
    {
      method: "post",
      path: versionPaths.versions(ROOM),
      summary: "Keep the canvas as it is now",
      answer: "201 Version",
      needs: "edit",
      body: newVersionShape,
    },
    async ({ context, room, access, holder, body }) => {
      const { named } = askerOf({ access, holder })
      const done = await versions.keep(room, { reason: "kept", by: named, ...body })
      return done.kind === "done" ? context.json(versionOf(done.value), 201) : refusal(done)
    },
  )

  api.inRoom(
    {
      method: "get",
      path: versionPaths.version(ROOM, VERSION),
      summary: "A version and the canvas as it was",
      answer: "200 VersionContent",
      needs: "edit",
    },
    async ({ context, room }) => {
      const id = versionIn(context)
      const content = id && (await versions.version(room, id))
      return content ? context.json(content) : noSuchVersion()
    },
  )

  api.inRoom(
    {
      method: "patch",
      path: versionPaths.version(ROOM, VERSION),
      summary: "Name a version, or say more about it; one that has a name is never thinned out",
      answer: "200 Version",
      needs: "edit",
      body: versionChangeShape,
    },
    async ({ context, room, body: { name, note } }) => {
      const id = versionIn(context)
      const change = { ...(name !== undefined && { name }), ...(note !== undefined && { note }) }
      const version = id && (await versions.change(room, id, change))
      return version ? context.json(versionOf(version)) : noSuchVersion()
    },
  )

  api.inRoom(
    {
      method: "delete",
      path: versionPaths.version(ROOM, VERSION),
      summary: "Delete a version for good, with the link that leads to it",
      answer: "204",
      needs: "facilitate",
    },
    async ({ context, room }) => {
      const id = versionIn(context)
      if (!id || !(await versions.find(room, id))) return noSuchVersion()
      await versions.drop(room, id)
      return context.body(null, 204)
    },
  )

  api.inRoom(
    {
      method: "post",
      path: versionPaths.restore(ROOM, VERSION),
      summary: "Bring the canvas, a block or a card back to a version, as a change that can be taken back",
      answer: "200 Restored",
      needs: "edit",
      body: restoreShape,
    },
    async ({ context, room, access, holder, body }) => {
      if (!mayEditNow(access.role, access.isLocked)) return isLocked()
      const id = versionIn(context)
      if (!id) return noSuchVersion()
      return broughtBack(context, await versions.restore(room, askerOf({ access, holder }), id, body.part))
    },
  )

  api.inRoom(
    {
      method: "post",
      path: versionPaths.import(ROOM),
      summary: "Put a canvas file into the canvas, added to what is there or in its place",
      answer: "200 Restored",
      needs: "edit",
      body: importShape,
    },
    async ({ context, room, access, holder, body }) => {
      if (!mayEditNow(access.role, access.isLocked)) return isLocked()
      const read = canvasFrom({ kind: "file", file: body.file }, newCardId)
      if (!read.ok) return problemResponse(read.problem, read.detail)
      const asker = askerOf({ access, holder })
      return broughtBack(context, await versions.bring(room, asker, read.canvas, body.mode))
    },
  )

  api.inRoom(
    {
      method: "post",
      path: versionPaths.frozenLink(ROOM, VERSION),
      summary:
        "Make the link that shows this version to whoever has it; the one before opens nothing any more",
      answer: "201 FrozenLink",
      needs: "facilitate",
    },
    async ({ context, room }) => {
      const id = versionIn(context)
      const link: FrozenLink = { secret: secretOf(random(SECRET_LENGTH)) }
      const isThere = id && (await versions.freeze(room, id, link.secret))
      return isThere ? context.json(link, 201) : noSuchVersion()
    },
  )

  api.inRoom(
    {
      method: "delete",
      path: versionPaths.frozenLink(ROOM, VERSION),
      summary: "Take a version's link back",
      answer: "204",
      needs: "facilitate",
    },
    async ({ context, room }) => {
      const id = versionIn(context)
      return id && (await versions.unfreeze(room, id)) ? context.body(null, 204) : noSuchVersion()
    },
  )

  api.open(
    {
      method: "post",
      path: versionPaths.frozen,
      summary: "The version that a frozen link shows",
      answer: "200 FrozenVersion",
      body: frozenShape,
    },
    async ({ context, body: { secret } }) => {
      const frozen = isSecret(secret) ? await versions.frozen(secret) : undefined
      return frozen ? context.json(frozen) : problemResponse("notFound", "This link shows nothing any more.")
    },
  )

  api.inRoom(
    {
      method: "get",
      path: versionPaths.moments(ROOM),
      summary: "The moments between versions that the log still reaches, oldest first",
      answer: "200 Moment[]",
      needs: "edit",
    },
    async ({ context, room }) => context.json(await past.moments(room)),
  )

  api.inRoom(
    {
      method: "get",
      path: versionPaths.moment(ROOM, SEQ),
      summary: "The canvas as it was at a moment",
      answer: "200 MomentContent",
      needs: "edit",
    },
    async ({ context, room }) => {
      const moment = await past.moment(room, seqIn(context))
      return moment ? context.json(moment) : refusal(outOfReach)
    },
  )

  api.inRoom(
    {
      method: "post",
      path: versionPaths.restoreMoment(ROOM, SEQ),
      summary: "Bring the canvas, a block or a card back to a moment, as a change that can be taken back",
      answer: "200 Restored",
      needs: "edit",
      body: restoreShape,
    },
    async ({ context, room, access, holder, body }) => {
      if (!mayEditNow(access.role, access.isLocked)) return isLocked()
      const asker = askerOf({ access, holder })
      return broughtBack(context, await versions.restoreMoment(room, asker, seqIn(context), body.part))
    },
  )

  api.inRoom(
    {
      method: "get",
      path: versionPaths.writers(ROOM),
      summary: "Who writes under which client id of the content document",
      answer: "200 Writers",
      needs: "edit",
    },
    async ({ context, room }) => context.json(await past.writers(room)),
  )

  api.inRoom(
    {
      method: "get",
      path: versionPaths.cardChanges(ROOM),
      summary: "When each card last changed, and by whom as far as that is known",
      answer: "200 CardChange[]",
      needs: "edit",
    },
    async ({ context, room }) => context.json(await past.cardChanges(room)),
  )
}

export const askerOf = ({ access, holder }: Pick<RoomCall<unknown>, "access" | "holder">): Asker => ({
  holder,
  named: { person: access.person, name: access.name },
})

function versionIn(context: Context<Caller>): VersionId | undefined {
  const id = context.req.param("version")
  return isVersionId(id) ? id : undefined
}

/** One that is no number is the number of no update. */
const seqIn = (context: Context<Caller>): number => Number(context.req.param("seq"))

function broughtBack(context: Context<Caller>, done: Done<BroughtBack>): Response {
  if (done.kind !== "done") return refusal(done)
  const { kept, hasChanged } = done.value
  const restored: Restored = { kept: versionOf(kept), hasChanged }
  return context.json(restored)
}

const refusals = { absent: "notFound", full: "tooLarge" } as const
const refusal = ({ kind, detail }: Refused): Response => problemResponse(refusals[kind], detail)
const noSuchVersion = (): Response => problemResponse("notFound", "The room has no such version.")
const isLocked = (): Response => problemResponse("forbidden", "The room is locked.")
