// The secrets of links made on this device. The server says each once and keeps its hash; whoever shows a link's code
// to a class every week needs it again. They stand next to a cookie that opens the room as a facilitator anyway.
import { isLinkSecret, type LinkId, type LinkSecret, type RoomId } from "../../shared/ids.ts"
import type { Shelf } from "./shelf.ts"

const keyOf = (room: RoomId): string => `ninefold.secrets.${room}`

/** @returns the secret by link, of those made here. */
export function readSecrets(shelf: Shelf, room: RoomId): ReadonlyMap<string, LinkSecret> {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(keyOf(room)) ?? "{}")
    const entries = Object.entries(kept ?? {}) as [string, unknown][]
    return new Map(entries.flatMap(([link, secret]) => (isLinkSecret(secret) ? [[link, secret]] : [])))
  } catch {
    // What is kept may be anything; what cannot be read is not there.
    return new Map()
  }
}

/** Keeps a link's secret, or with undefined forgets it. */
export function keepSecret(shelf: Shelf, room: RoomId, link: LinkId, secret: LinkSecret | undefined): void {
  const secrets = new Map(readSecrets(shelf, room))
  if (secret) secrets.set(link, secret)
  else secrets.delete(link)
  try {
    if (secrets.size === 0) shelf.removeItem(keyOf(room))
    else shelf.setItem(keyOf(room), JSON.stringify(Object.fromEntries(secrets)))
  } catch {
    // A full or forbidden storage: the link can then be copied while the dialog is open, and renewed later.
  }
}

/** For those who no longer look after the room's links. */
export const dropSecrets = (shelf: Shelf, room: RoomId): void => shelf.removeItem(keyOf(room))
