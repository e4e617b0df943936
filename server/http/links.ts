// A room's links and tokens, for its facilitators. Every change reaches those who came by the link before the answer
// goes out. Rules LR1, LR5, LR11.
import { z } from "zod"
import { apiPaths, type IssuedLink, type Link } from "../../shared/api.ts"
import { isLinkId, type LinkId, type PersonId, type RoomId } from "../../shared/ids.ts"
import { personColours } from "../../shared/presence.ts"
import { MAX_LINKS } from "../../shared/protocol/limits.ts"
import { mayComment } from "../../shared/roles.ts"
import type { Access } from "../access/access.ts"
import { hasFacilitator } from "../access/facilitators.ts"
import { hashPassword } from "../access/passwords.ts"
import { hashSecret, secretOf } from "../access/secrets.ts"
import type { AccessStore, CountedLink, LinkRecord } from "../storage/access-store.ts"
import type { Api } from "./api.ts"
import { problemResponse } from "./problems.ts"
import { roleShape, timeShape } from "./shapes.ts"

export interface LinkOptions {
  store: AccessStore
  access: Access
  newLinkId: () => LinkId
  newPersonId: () => PersonId
  /** As many bytes as are asked for, from a source that cannot be guessed. */
  random: (length: number) => Uint8Array
  /** ms since 1970 */
  now: () => number
}

const SALT_LENGTH = 16
const SECRET_LENGTH = 32

const labelShape = z.string().trim().max(80)
const passwordShape = z.string().min(1).max(200)
const maxGuestsShape = z.int().min(1).max(100_000)

const newLinkShape = z
  .object({
    kind: z.enum(["link", "token"]),
    role: roleShape,
    label: labelShape,
    password: passwordShape.optional(),
    expiresAt: timeShape.optional(),
    maxGuests: maxGuestsShape.optional(),
    seesComments: z.boolean().optional(),
  })
  .refine(
    ({ kind, password, maxGuests }) => kind === "link" || (password === undefined && maxGuests === undefined),
    "a token has no password and no number of guests",
  )

const linkChangeShape = z.object({
  label: labelShape.optional(),
  role: roleShape.optional(),
  password: passwordShape.nullable().optional(),
  expiresAt: timeShape.nullable().optional(),
  maxGuests: maxGuestsShape.nullable().optional(),
  seesComments: z.boolean().optional(),
})

export function linkOf({ link, guests }: CountedLink): Link {
  const { id, kind, role, label, password, expiresAt, maxGuests, createdAt, revokedAt } = link
  return {
    id,
    kind,
    role,
    label,
    hasPassword: password !== undefined,
    guests,
    createdAt,
    seesComments: mayComment(role) || link.seesComments,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(maxGuests !== undefined && { maxGuests }),
    ...(revokedAt !== undefined && { revokedAt }),
  }
}

export function linkRoutes(api: Api, options: LinkOptions): void {
  const { store, access, newLinkId, newPersonId, random, now } = options

  const noSuchLink = () => problemResponse("notFound", "The room has no such link.")
  const isPast = (time: number | null | undefined) => typeof time === "number" && time <= now()
  const pastTime = () => problemResponse("malformed", "expiresAt: must be in the future.")

  async function find(room: RoomId, id: string | undefined): Promise<CountedLink | undefined> {
    if (!isLinkId(id)) return undefined
    return (await store.links(room)).find(({ link }) => link.id === id)
  }

  /** Stores a link that is there already, and lets everybody know who came by it. */
  async function change(
    counted: CountedLink,
    link: LinkRecord,
  ): Promise<{ ok: true; link: Link } | { ok: false; refusal: Response }> {
    const [grants, links] = await Promise.all([store.grants(link.room), store.links(link.room)])
    const after = links.map(each => (each.link.id === link.id ? link : each.link))
    if (!hasFacilitator(grants, after, now()))
      return { ok: false, refusal: problemResponse("lastFacilitator") }
    await store.saveLink(link)
    await access.changed(link.room)
    return { ok: true, link: linkOf({ link, guests: counted.guests }) }
  }

  api.inRoom(
    {
      method: "get",
      path: apiPaths.links(":room" as RoomId),
      summary: "The room's links and tokens, without what opens the room",
      answer: "200 Link[]",
      needs: "facilitate",
    },
    async ({ context, room }) => context.json((await store.links(room)).map(linkOf)),
  )

  api.inRoom(
    {
      method: "post",
      path: apiPaths.links(":room" as RoomId),
      summary: "Make a link or a token; its secret is in the answer and never said again",
      answer: "201 IssuedLink",
      needs: "facilitate",
      body: newLinkShape,
    },
    async ({ context, room, body }) => {
      if (isPast(body.expiresAt)) return pastTime()
      if ((await store.links(room)).length >= MAX_LINKS)
        return problemResponse("tooLarge", `A room may have up to ${MAX_LINKS} links.`)
      const secret = secretOf(random(SECRET_LENGTH))
      const link: LinkRecord = {
        id: newLinkId(),
        room,
        kind: body.kind,
        role: body.role,
        label: body.label,
        secretHash: hashSecret(secret),
        createdAt: now(),
        issuedAt: now(),
        seesComments: body.seesComments ?? true,
        ...(body.password !== undefined && {
          password: await hashPassword(body.password, random(SALT_LENGTH)),
        }),
        ...(body.expiresAt !== undefined && { expiresAt: body.expiresAt }),
        ...(body.maxGuests !== undefined && { maxGuests: body.maxGuests }),
      }
      await store.saveLink(link)
      if (link.kind === "token") await seat(link)
      const issued: IssuedLink = { link: linkOf({ link, guests: link.kind === "token" ? 1 : 0 }), secret }
      return context.json(issued, 201)
    },
  )

  /** A token is its own holder: others see its label. */
  async function seat(link: LinkRecord): Promise<void> {
    await store.enter(link, {
      room: link.room,
      holder: link.id,
      person: newPersonId(),
      role: link.role,
      link: link.id,
      name: link.label || "Program",
      color: personColours[0],
      grantedAt: now(),
      seenAt: now(),
    })
  }

  api.inRoom(
    {
      method: "patch",
      path: apiPaths.link(":room" as RoomId, ":link" as LinkId),
      summary: "Change a link; what is not named stays, null takes it away",
      answer: "200 Link",
      needs: "facilitate",
      body: linkChangeShape,
    },
    async ({ context, room, body }) => {
      const counted = await find(room, context.req.param("link"))
      if (!counted) return noSuchLink()
      if (isPast(body.expiresAt)) return pastTime()
      if (counted.link.kind === "token" && (body.password != null || body.maxGuests != null))
        return problemResponse("malformed", "A token has no password and no number of guests.")
      const password =
        typeof body.password === "string"
          ? await hashPassword(body.password, random(SALT_LENGTH))
          : body.password
      const changed = await change(counted, merged(counted.link, { ...body, password }))
      return changed.ok ? context.json(changed.link) : changed.refusal
    },
  )

  api.inRoom(
    {
      method: "delete",
      path: apiPaths.link(":room" as RoomId, ":link" as LinkId),
      summary: "Revoke a link: it opens nothing any more, and ends what those hold who came by it",
      answer: "200 Link",
      needs: "facilitate",
    },
    async ({ context, room }) => {
      const counted = await find(room, context.req.param("link"))
      if (!counted) return noSuchLink()
      const changed = await change(counted, { ...counted.link, revokedAt: counted.link.revokedAt ?? now() })
      return changed.ok ? context.json(changed.link) : changed.refusal
    },
  )

  api.inRoom(
    {
      method: "post",
      path: apiPaths.rotateLink(":room" as RoomId, ":link" as LinkId),
      summary: "Give a link another secret: the old one opens nothing any more, those who came by it stay",
      answer: "200 IssuedLink",
      needs: "facilitate",
    },
    async ({ context, room }) => {
      const counted = await find(room, context.req.param("link"))
      if (!counted) return noSuchLink()
      if (counted.link.revokedAt !== undefined) return problemResponse("linkRevoked")
      const secret = secretOf(random(SECRET_LENGTH))
      const link = { ...counted.link, secretHash: hashSecret(secret), issuedAt: now() }
      await store.saveLink(link)
      const issued: IssuedLink = { link: linkOf({ ...counted, link }), secret }
      return context.json(issued)
    },
  )
}

type Change = Omit<z.infer<typeof linkChangeShape>, "password"> & {
  password: LinkRecord["password"] | null | undefined
}

/** What is undefined stays, what is null goes. */
function merged(link: LinkRecord, change: Change): LinkRecord {
  const named = Object.entries(change).filter(([, value]) => value !== undefined)
  const all = Object.entries({ ...link, ...Object.fromEntries(named) })
  // Typed by the two shapes above: each key has its own type, or null where the record may lack it.
  return Object.fromEntries(all.filter(([, value]) => value !== null)) as unknown as LinkRecord
}
