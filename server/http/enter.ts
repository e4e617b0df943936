// Entering a room by a link, and what somebody shows of themselves in it. Only POST enters: a preview of the address by
// a chat program, which reads the page, uses nothing up. Rules LR2, LR3, LR9.
import { z } from "zod"
import { apiPaths, type EnteredRoom, type You } from "../../shared/api.ts"
import type { PersonId, RoomId } from "../../shared/ids.ts"
import { cleanName } from "../../shared/presence.ts"
import { mayFacilitate } from "../../shared/roles.ts"
import type { Access } from "../access/access.ts"
import { endOf, entryBy, type RoomAccess } from "../access/grants.ts"
import { isPassword } from "../access/passwords.ts"
import { hashSecret } from "../access/secrets.ts"
import type { AccessStore, LinkRecord } from "../storage/access-store.ts"
import type { Store } from "../storage/store.ts"
import { type Api, noSuchRoom, refusalOf, roomOf } from "./api.ts"
import { problemResponse } from "./problems.ts"
import type { TakeToken } from "./rate-limit.ts"
import { isSecret, looksShape, secretShape } from "./shapes.ts"
import type { Summaries } from "./summaries.ts"

export interface EnterOptions {
  store: AccessStore & Pick<Store, "room">
  access: Access
  summaries: Summaries
  newPersonId: () => PersonId
  /** ms since 1970 */
  now: () => number
  /** Takes one of the entries an address may make. */
  mayEnter: (address: string) => boolean
  /** Takes one of the tries at a link's password; the key is the link, or the link and an address. */
  mayTry: TakeToken
}

/** How many addresses may use up their tries at one link's password before all have to wait. */
const ADDRESSES_TRYING = 25

const enterShape = looksShape.extend({ secret: secretShape, password: z.string().max(200).optional() })

export const youOf = ({ person, role, seesComments }: RoomAccess): You => ({ person, role, seesComments })

export function enterRoutes(api: Api, options: EnterOptions): void {
  const { store, access, summaries, newPersonId, now, mayEnter, mayTry } = options

  api.open(
    {
      method: "post",
      path: apiPaths.enter(":room" as RoomId),
      summary: "Enter a room by a link: gives the caller's cookie what the link grants",
      answer: "200 EnteredRoom",
      body: enterShape,
    },
    async ({ context, body }) => {
      const address = context.get("address")
      if (!mayEnter(address)) return problemResponse("tooMany")
      const room = roomOf(context.req.param("room"))
      const holder = context.get("guest")
      // Both are asked whatever the first says: a wrong secret and a room there is not take the same time.
      const [link, held] = await Promise.all([
        store.linkBySecret(isSecret(body.secret) ? hashSecret(body.secret) : NO_HASH),
        store.access(room, holder),
      ])
      if (link?.room !== room || link.kind !== "link" || !held.standing) return noSuchRoom()
      // Who comes by a facilitators' link may restore it, from whatever device.
      if (held.standing.deletedAt !== undefined && !mayFacilitate(link.role)) return noSuchRoom()
      const refusal = closed(link) ?? (await locked(link, body.password, address))
      if (refusal) return refusal
      const newcomer = {
        holder,
        person: newPersonId(),
        name: cleanName(body.name),
        color: body.color.toLowerCase(),
      }
      const entry = entryBy(link, newcomer, held, now())
      if (entry.kind === "removed") return problemResponse("removed")
      if (entry.kind === "enters") {
        const entered = await store.enter(link, entry.grant)
        if (entered !== "entered") return problemResponse(entered === "full" ? "linkFull" : "removed")
      } else await store.setLooks(room, holder, newcomer)
      await access.changed(room, holder)
      const standing = await access.standing(room, holder)
      if (standing.kind !== "granted") return refusalOf(standing)
      const answer: EnteredRoom | undefined = await summaries.entered(room, standing.access)
      return answer ? context.json(answer) : noSuchRoom()
    },
  )

  function closed(link: LinkRecord): Response | undefined {
    const end = endOf(link, now())
    if (!end) return undefined
    return problemResponse(end === "revoked" ? "linkRevoked" : "linkExpired")
  }

  async function locked(
    { id, password }: LinkRecord,
    given: string | undefined,
    address: string,
  ): Promise<Response | undefined> {
    if (!password) return undefined
    if (given === undefined) return problemResponse("passwordNeeded")
    // Taken before the answer is known, so that tries at the same time are counted too; given back to those who know.
    // All addresses together have as many times more as it takes for one of them not to lock out the others.
    const tries: [key: string, count: number][] = [
      [`${id}/${address}`, 1],
      [id, 1 / ADDRESSES_TRYING],
    ]
    if (!tries.every(([key, count]) => mayTry(key, count)))
      return problemResponse("tooMany", "Too many tries at this password. Please wait a minute.")
    if (!(await isPassword(given, password))) return problemResponse("wrongPassword")
    for (const [key, count] of tries) mayTry(key, -count)
    return undefined
  }

  api.inRoom(
    {
      method: "put",
      path: apiPaths.me(":room" as RoomId),
      summary: "Change the name and colour that the others in the room see",
      answer: "200 You",
      needs: "view",
      body: looksShape,
    },
    async ({ context, body, room, holder, access: held }) => {
      await store.setLooks(room, holder, { name: cleanName(body.name), color: body.color.toLowerCase() })
      await access.changed(room, holder)
      return context.json(youOf(held))
    },
  )
}

/** The hash of no secret. */
const NO_HASH = new Uint8Array(32)
