// The server's HTTP interface as functions. A request that fails is a result, not an exception: "not reached" is an
// everyday state of a program that works offline, and a problem has a sentence for people.
import { apiPaths, type NewRoom, type Problem, type RoomSummary } from "../shared/api.ts"
import { isRoomId, type RoomId } from "../shared/ids.ts"
import { parseTemplate, type Template } from "../shared/model/blocks.ts"

export type Answer<T> =
  | { ok: true; value: T }
  /** The server answered that it cannot or will not. */
  | { ok: false; reached: true; problem: Problem }
  /** No answer: no network, or no server. */
  | { ok: false; reached: false }

export const getRoom = (id: RoomId): Promise<Answer<RoomSummary>> => request("GET", apiPaths.room(id))

/**
 * `getRoom` for the page that is being opened: its room is asked for at once, so that the answer travels while the page
 * is drawn for the first time. Later questions, and those for other rooms, are asked when they are put.
 *
 * @param path of the page's address.
 */
export function getRoomAhead(path: string): typeof getRoom {
  const id = /^\/r\/([^/]+)$/.exec(path)?.[1]
  let ahead = isRoomId(id) ? getRoom(id) : undefined
  return asked => {
    const answer = asked === id ? ahead : undefined
    if (answer) ahead = undefined
    return answer ?? getRoom(asked)
  }
}

export const getExample = (): Promise<Answer<RoomSummary>> => request("GET", apiPaths.example)

export const createRoom = (from: NewRoom["from"]): Promise<Answer<RoomSummary>> =>
  request("POST", apiPaths.rooms, { from } satisfies NewRoom)

export async function getTemplates(): Promise<Answer<Template[]>> {
  const answer = await request<unknown>("GET", apiPaths.templates)
  if (!answer.ok) return answer
  const listed = Array.isArray(answer.value) ? answer.value.map(parseTemplate) : []
  return { ok: true, value: listed.flatMap(parsed => (parsed.ok ? [parsed.template] : [])) }
}

async function request<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<Answer<T>> {
  const headers: Record<string, string> = { accept: "application/json" }
  if (body !== undefined) headers["content-type"] = "application/json"
  const response = await fetch(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => undefined)
  if (!response) return { ok: false, reached: false }
  const value: unknown = await response.json().catch(() => undefined)
  if (response.ok && value !== undefined) return { ok: true, value: value as T }
  // A proxy that answers for a server that is away says nothing in our format.
  if (response.status >= 502 && response.status <= 504) return { ok: false, reached: false }
  return { ok: false, reached: true, problem: readProblem(value, response.status) }
}

function readProblem(value: unknown, status: number): Problem {
  const { type, title, detail } = (value ?? {}) as Record<string, unknown>
  const problem: Problem = {
    type: typeof type === "string" ? type : "failed",
    title: typeof title === "string" ? title : "The server could not do this.",
    status,
  }
  if (typeof detail === "string") problem.detail = detail
  return problem
}
