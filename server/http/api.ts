// How the API's operations are declared: each names what it needs of its caller and the schema its body is checked
// against, and the same declaration is what the OpenAPI document is written from (openapi.ts). A route that is not
// declared cannot forget to ask who is calling.
import { type Context, Hono } from "hono"
import type { ZodType } from "zod"
import { isRoomId, ROOM_ID_LENGTH, type RoomId } from "../../shared/ids.ts"
import { isAtLeast, type Role } from "../../shared/roles.ts"
import type { Access } from "../access/access.ts"
import type { Ended, RoomAccess, Standing } from "../access/grants.ts"
import type { Holder } from "../storage/access-store.ts"
import { readBody, readQuery } from "./body.ts"
import type { Caller } from "./caller.ts"
import { type ProblemKind, problemResponse } from "./problems.ts"

export interface Operation<Body = undefined, Query = undefined> {
  method: "get" | "post" | "put" | "patch" | "delete"
  /** One of `apiPaths`, with `:room` and the like where ids stand. */
  path: string
  summary: string
  /** What answers when it went well, such as `201 CreatedRoom`; the type is one of shared/api.ts. */
  answer: string
  body?: ZodType<Body>
  /** True where the body is a file's bytes, which the route reads itself. */
  takesFile?: true
  /** What may stand behind the path's question mark. */
  query?: ZodType<Query>
}

export interface RoomOperation<Body = undefined, Query = undefined> extends Operation<Body, Query> {
  /** The weakest role that may call it, in the room of its path. */
  needs: Role
}

export interface Call<Body, Query = undefined> {
  context: Context<Caller>
  body: Body
  query: Query
}

export interface RoomCall<Body, Query = undefined> extends Call<Body, Query> {
  room: RoomId
  holder: Holder
  access: RoomAccess
}

type Answer<Given> = (call: Given) => Response | Promise<Response>

/** An operation as it is documented. */
export interface Declared extends Operation<unknown, unknown> {
  needs?: Role
}

export interface Api {
  routes: Hono<Caller>
  operations: Declared[]
  /** An operation that anybody may call. */
  open<Body = undefined, Query = undefined>(
    operation: Operation<Body, Query>,
    answer: Answer<Call<Body, Query>>,
  ): void
  /** An operation in a room, for those whose role there is strong enough. */
  inRoom<Body = undefined, Query = undefined>(
    operation: RoomOperation<Body, Query>,
    answer: Answer<RoomCall<Body, Query>>,
  ): void
}

/** Looked up where the id asked for is none, so that a malformed id takes as long to refuse as one that is not there. */
const NO_ROOM = "-".repeat(ROOM_ID_LENGTH) as RoomId

export const roomOf = (id: string | undefined): RoomId => (isRoomId(id) ? id : NO_ROOM)

export function createApi(access: Pick<Access, "standing">): Api {
  const routes = new Hono<Caller>()
  const operations: Declared[] = []

  /** What the request brings beside who sends it. Without a schema its type is `undefined`. */
  async function read<Body, Query>(context: Context<Caller>, operation: Operation<Body, Query>) {
    const query = operation.query
      ? readQuery(context, operation.query)
      : { ok: true as const, query: undefined as Query }
    if (!query.ok) return query
    const body = operation.body
      ? await readBody(context, operation.body)
      : { ok: true as const, body: undefined as Body }
    return body.ok ? { ok: true as const, given: { body: body.body, query: query.query } } : body
  }

  return {
    routes,
    operations,
    open(operation, answer) {
      operations.push(operation as Declared)
      routes.on(operation.method, operation.path, async context => {
        const asked = await read(context, operation)
        return asked.ok ? answer({ context, ...asked.given }) : asked.refusal
      })
    },
    inRoom(operation, answer) {
      operations.push(operation as Declared)
      routes.on(operation.method, operation.path, async context => {
        const room = roomOf(context.req.param("room"))
        const holder = context.get("holder")
        const standing = await access.standing(room, holder)
        if (standing.kind !== "granted" || !holder) return refusalOf(standing)
        if (!isAtLeast(standing.access.role, operation.needs)) return problemResponse("forbidden")
        const asked = await read(context, operation)
        return asked.ok
          ? answer({ context, ...asked.given, room, holder, access: standing.access })
          : asked.refusal
      })
    },
  }
}

const endings: Record<Ended, ProblemKind> = {
  revoked: "linkRevoked",
  expired: "linkExpired",
  removed: "removed",
}

/** What somebody is told who may not be in the room; who never was in it learns nothing. */
export function refusalOf(standing: Standing): Response {
  switch (standing.kind) {
    case "ended":
      return problemResponse(endings[standing.why])
    case "deleted":
      return problemResponse("deleted", "A facilitator can restore it within 30 days.")
    default:
      return noSuchRoom()
  }
}

export const noSuchRoom = (): Response => problemResponse("notFound", "There is no such room.")
