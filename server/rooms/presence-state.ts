// One awareness state as a peer sent it: JSON of an object, or null for leaving. Read once, here; everywhere else it is
// bytes. Names are capped on the way, since every client of the room will show them, and whoever is known to the server
// is shown as it knows them.
import { cleanName } from "../../shared/presence.ts"
import type { Identity } from "./member.ts"

export type ReadState =
  /** `state` is undefined for null: the peer leaves. Otherwise bytes of its own, not a view of the frame. */
  { ok: true; state: Uint8Array | undefined } | { ok: false; violation: string }

const encoder = new TextEncoder()

/**
 * @param json UTF-8, at most MAX_AWARENESS_BYTES.
 * @param identity who says it: what the state says about that is replaced.
 */
export function readState(json: Uint8Array, identity?: Identity): ReadState {
  let state: unknown
  try {
    state = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json))
  } catch {
    return { ok: false, violation: "the awareness state is not JSON" }
  }
  if (state === null) return { ok: true, state: undefined }
  if (typeof state !== "object" || Array.isArray(state))
    return { ok: false, violation: "the awareness state is not an object" }
  const { user } = state as { user?: unknown }
  const said = typeof user === "object" && user !== null ? (user as Record<string, unknown>) : undefined
  const shown = identity ? identified(said ?? {}, identity) : said && unidentified(said)
  if (!shown) return { ok: true, state: new Uint8Array(json) }
  return { ok: true, state: encoder.encode(JSON.stringify({ ...state, user: shown })) }
}

function identified(said: Record<string, unknown>, { person, name, color }: Identity): object {
  const looks = name === "" ? { name: cleanName(said.name) } : { name, color }
  return { ...said, ...looks, person }
}

/** @returns undefined where it can stay as it is. */
function unidentified(said: Record<string, unknown>): object | undefined {
  const { person, name, ...rest } = said
  const clean = cleanName(name)
  if (person === undefined && (name === undefined || name === clean)) return undefined
  return { ...rest, ...(name !== undefined && { name: clean }) }
}
