// Who may open a socket, and to what, read from the request that asks for it. What is wrong for good is said by a close
// code after the handshake, since browsers hide the status of a refused one; the rest is refused before it costs
// anything. Rules WR6–WR8.
import type { IncomingMessage } from "node:http"
import { documentNames } from "../../shared/api.ts"
import { isRoomId } from "../../shared/ids.ts"
import { Close } from "../../shared/protocol/close.ts"
import { readPosition } from "../../shared/protocol/position.ts"
import { SCHEMA_VERSION } from "../../shared/protocol/version.ts"
import type { Arrival } from "../rooms/member.ts"
import type { DocumentKey } from "../rooms/rooms.ts"

/** Refused before the handshake, by an HTTP status. */
export type Refusal = { kind: "refused"; status: 403 | 404 | 429 | 503 }

export type Admission =
  | Refusal
  | { kind: "admitted"; key: DocumentKey; arrival: Arrival; isOurs: boolean }
  /** Let in to be told why it cannot stay. */
  | { kind: "dismissed"; code: Close; reason: string }

/** @param origins as the `Origin` header spells them, such as `https://canvas.example.org`. */
export function admit(request: IncomingMessage, origins: ReadonlySet<string>): Admission {
  const url = URL.canParse(request.url ?? "", "http://any")
    ? new URL(request.url ?? "", "http://any")
    : undefined
  if (!url?.pathname.startsWith("/sync/")) return { kind: "refused", status: 404 }
  if (!isFromHere(request, origins)) return { kind: "refused", status: 403 }
  const [room, name, ...rest] = url.pathname.slice("/sync/".length).split("/")
  const document = documentNames.find(known => known === name)
  // The same answer as for a room that does not exist, so that a guess teaches nothing.
  if (!isRoomId(room) || !document || rest.length > 0)
    return { kind: "dismissed", code: Close.gone, reason: "there is no such room" }
  const schema = url.searchParams.get("schema")
  // Stock clients name no schema: they hold what they are given and mount no editor of ours.
  if (schema !== null && !(Number(schema) >= SCHEMA_VERSION))
    return { kind: "dismissed", code: Close.outdated, reason: "this page is older than the server" }
  return {
    kind: "admitted",
    key: { room, document },
    arrival: arrivalIn(url.searchParams),
    isOurs: schema !== null,
  }
}

/** What is no number is as if it had not been said: such a client is compared, and harms nobody. */
function arrivalIn(query: URLSearchParams): Arrival {
  const epoch = query.get("epoch")
  const since = readPosition(query.get("since") ?? "")
  return {
    ...(epoch !== null && /^\d{1,15}$/.test(epoch) && { epoch: Number(epoch) }),
    ...(since && { since }),
  }
}

/**
 * Browsers always say where a page comes from, and send our cookie along from anywhere: so a socket from a foreign page
 * is refused, and so is one with a cookie that does not say. Programs say nothing and have no cookie.
 */
function isFromHere(request: IncomingMessage, origins: ReadonlySet<string>): boolean {
  const { origin, cookie } = request.headers
  return origin === undefined ? cookie === undefined : origins.has(origin)
}
