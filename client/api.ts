// The server's HTTP interface as functions. A request that fails is a result, not an exception: "not reached" is an
// everyday state of a program that works offline, and a problem has a sentence for people.
import {
  apiPaths,
  type CreatedRoom,
  type EnteredRoom,
  type EnterRoom,
  type ExampleRoom,
  type NewRoom,
  type PersonLooks,
  type Problem,
  type You,
} from "../shared/api.ts"
import { isRoomId, type LinkSecret, type RoomId } from "../shared/ids.ts"
import { hearServerDate } from "./server-clock.ts"

export type Answer<T> =
  | { ok: true; value: T }
  /** The server answered that it cannot or will not. */
  | { ok: false; reached: true; problem: Problem }
  /** No answer: no network, or no server. */
  | { ok: false; reached: false }

export const getRoom = (id: RoomId): Promise<Answer<EnteredRoom>> => request("GET", apiPaths.room(id))

/** `getRoom` for a page that has no cookie, such as a frame in another site's page. */
export const getRoomByToken = (id: RoomId, token: LinkSecret): Promise<Answer<EnteredRoom>> =>
  request("GET", apiPaths.room(id), undefined, { authorization: `Bearer ${token}` })

/**
 * `getRoom` for the page that is being opened: its room is asked for at once, so that the answer travels while the page
 * is drawn for the first time. Later questions, and those for other rooms, are asked when they are put.
 *
 * @param path of the page's address; of one that brings a secret, nothing is to be asked ahead.
 */
export function getRoomAhead(path: string | undefined): typeof getRoom {
  const id = roomAt(path)
  let ahead = id && getRoom(id)
  return asked => {
    const answer = asked === id ? ahead : undefined
    if (answer) ahead = undefined
    return answer ?? getRoom(asked)
  }
}

/** A large canvas as one Yjs update; undefined where it cannot be had. */
export async function getSnapshot(id: RoomId, position: string): Promise<Uint8Array | undefined> {
  const response = await fetch(apiPaths.snapshot(id, "content", position)).catch(() => undefined)
  const bytes = response?.ok && (await response.arrayBuffer().catch(() => undefined))
  return bytes ? new Uint8Array(bytes) : undefined
}

/**
 * `getSnapshot` for the page that is being opened, whose snapshot is sent for before anybody asks.
 *
 * @param isWanted false where the canvas is on this device.
 */
export function getSnapshotAhead(isWanted: (room: RoomId) => boolean): {
  get: typeof getSnapshot
  sendFor(room: EnteredRoom): void
} {
  const sent = new Map<string, ReturnType<typeof getSnapshot>>()
  return {
    get(id, position) {
      const ahead = sent.get(id + position)
      sent.clear()
      return ahead ?? getSnapshot(id, position)
    },
    sendFor({ id, snapshot }) {
      if (snapshot !== undefined && isWanted(id)) sent.set(id + snapshot, getSnapshot(id, snapshot))
    },
  }
}

/** Exchanges a link's secret for a grant of this browser's cookie. */
export const enterRoom = (id: RoomId, by: EnterRoom): Promise<Answer<EnteredRoom>> =>
  request("POST", apiPaths.enter(id), by)

/**
 * `enterRoom` for the page that is being opened by a link: the secret is exchanged at once, as in `getRoomAhead`.
 *
 * @param by what the page will enter by; absent where it brings no secret.
 * @param onEntered told of the room as soon as it is open, whoever asks and when.
 */
export function enterRoomAhead(
  path: string,
  by: EnterRoom | undefined,
  onEntered: (room: EnteredRoom) => void = () => {},
): typeof enterRoom {
  const id = roomAt(path)
  let ahead = by && id && enterRoom(id, by)
  if (ahead) void ahead.then(answer => answer.ok && onEntered(answer.value))
  return (asked, how) => {
    const answer = asked === id && JSON.stringify(how) === JSON.stringify(by) ? ahead : undefined
    if (answer) ahead = undefined
    return answer ?? enterRoom(asked, how)
  }
}

/** The room whose page has this path. */
export function roomAt(path: string | undefined): RoomId | undefined {
  const id = /^\/r\/([^/]+)$/.exec(path ?? "")?.[1]
  return isRoomId(id) ? id : undefined
}

/** Tells the server by what name and colour the others are to see this person. */
export const showMe = (id: RoomId, looks: PersonLooks): Promise<Answer<You>> =>
  request("PUT", apiPaths.me(id), looks)

export const getExample = (): Promise<Answer<ExampleRoom>> => request("GET", apiPaths.example)

/** @param me how its maker is shown; absent where they have not said it yet. */
export const createRoom = (from: NewRoom["from"], me?: PersonLooks): Promise<Answer<CreatedRoom>> =>
  request("POST", apiPaths.rooms, { from, ...(me && { me }) } satisfies NewRoom)

/** For the requests of one folder, which stand there (share/requests.ts). */
export async function request<T>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  more: Record<string, string> = {},
): Promise<Answer<T>> {
  const headers: Record<string, string> = { accept: "application/json", ...more }
  if (body !== undefined) headers["content-type"] = "application/json"
  const response = await fetch(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => undefined)
  if (!response) return { ok: false, reached: false }
  hearServerDate(response.headers.get("date"), Date.now())
  const value: unknown = await response.json().catch(() => undefined)
  const isEmpty = response.status === 204
  if (response.ok && (value !== undefined || isEmpty)) return { ok: true, value: value as T }
  return refusal(value, response.status)
}

/** What a response that is no success says, for requests that do not go by `request`. */
export const problemIn = async (response: Response): Promise<Answer<never>> =>
  refusal(await response.json().catch(() => undefined), response.status)

function refusal(value: unknown, status: number): Answer<never> {
  // A proxy that answers for a server that is away says nothing in our format.
  if (status >= 502 && status <= 504) return { ok: false, reached: false }
  return { ok: false, reached: true, problem: readProblem(value, status) }
}

/** Why a request failed, in a sentence for people. */
export const whyNot = (answer: Answer<unknown> & { ok: false }): string =>
  answer.reached
    ? (answer.problem.detail ?? answer.problem.title)
    : "The server does not answer; nothing was changed. Try again in a moment."

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
