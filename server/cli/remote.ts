// A server somewhere, asked over HTTP as any program asks it: addresses of rooms, its token, and its refusals as sentences.
// Rules CM6, CM7.
import { isRoomId, type RoomId } from "../../shared/ids.ts"
import { isRecord } from "../../shared/record.ts"
import { Refusal } from "./refusal.ts"

export interface Address {
  origin: string
  /** Absent where the address is the server's. */
  room?: RoomId
}

/** @returns undefined where it is no address but a place on this machine. */
export function addressOf(place: string): Address | undefined {
  if (!/^https?:\/\//i.test(place)) return undefined
  if (!URL.canParse(place)) throw new Refusal(`${place} is no address.`)
  const { origin, pathname } = new URL(place)
  if (pathname === "/") return { origin }
  const room = /^\/r\/([^/]+)\/?$/.exec(pathname)?.[1]
  if (!isRoomId(room))
    throw new Refusal(
      "The address is not a room's; that is like https://canvas.example.org/r/… as a browser shows it.",
    )
  return { origin, room }
}

/** What a request to a room carries. @throws Refusal where there is no token. */
export function authorizationBy(token: string | undefined): Record<string, string> {
  if (token !== undefined && token !== "") return { authorization: `Bearer ${token}` }
  throw new Refusal(
    "It needs a token of the room: make one where its links are, and give it as NINEFOLD_TOKEN or --token.",
  )
}

/**
 * @returns the answer to a request that went well.
 * @throws Refusal with what the server says, or why it says nothing.
 */
export async function ask(fetcher: typeof fetch, url: URL, init: RequestInit = {}): Promise<Response> {
  // A token is for the server it was made on, and none that this one points to.
  const response = await fetcher(url, { ...init, redirect: "error" }).catch((error: unknown) => {
    throw new Refusal(`${url.origin} cannot be reached: ${reasonOf(error)}.`, { cause: error })
  })
  if (response.ok) return response
  throw new Refusal(`${url.origin} refuses: ${await problemOf(response)}`)
}

async function problemOf(response: Response): Promise<string> {
  const text = await response.text()
  try {
    const problem: unknown = JSON.parse(text)
    const words = isRecord(problem)
      ? [problem.title, problem.detail].filter(each => typeof each === "string")
      : []
    if (words.length > 0) return words.join(" ")
  } catch {
    // Not ours, such as a proxy's page: its number says most.
  }
  return `${response.status} ${response.statusText}.`
}

/** What fetch says itself is that it failed; why stands in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message.replace(/\.$/, "") || cause.name : String(cause)
}
