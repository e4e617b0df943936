// One awareness state as a peer sent it: JSON of an object, or null for leaving. Read once, here; everywhere else it is
// bytes. Names are capped on the way, since every client of the room will show them.
import { cleanName } from "../../shared/presence.ts"

export type ReadState =
  /** `state` is undefined for null: the peer leaves. Otherwise bytes of its own, not a view of the frame. */
  { ok: true; state: Uint8Array | undefined } | { ok: false; violation: string }

const encoder = new TextEncoder()

/** @param json UTF-8, at most MAX_AWARENESS_BYTES. */
export function readState(json: Uint8Array): ReadState {
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
  if (typeof user === "object" && user !== null) {
    const { name } = user as { name?: unknown }
    const clean = cleanName(name)
    if (name !== undefined && name !== clean)
      return { ok: true, state: encoder.encode(JSON.stringify({ ...state, user: { ...user, name: clean } })) }
  }
  return { ok: true, state: new Uint8Array(json) }
}
