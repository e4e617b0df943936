// What a room knows of somebody in it. Rooms never import sockets: server/wire/session.ts is a member in earnest, and
// tests bring their own.
import type { PersonId } from "../../shared/ids.ts"
import type { Close } from "../../shared/protocol/close.ts"
import type { Position } from "../../shared/protocol/position.ts"

/** Who somebody is to the others in a room. */
export interface Identity {
  person: PersonId
  /** "" until they have said it; then what they show of themselves counts. */
  name: string
  color: string
}

export interface Member {
  /** Who is behind the socket as far as is known: two members with the same value may be one person's old and new tab. */
  readonly owner: string
  /** Stands in place of what the member says of itself; without it that counts. */
  readonly identity?: Identity | undefined
  /**
   * Sends what this member asked for. Never dropped, never late.
   *
   * @param gone called when the frame has left this machine, or cannot any more.
   */
  answer(frame: Uint8Array, gone?: () => void): void
  /** Sends a change of the document, which may wait while the socket is slow but is never dropped. */
  tell(frame: Uint8Array): void
  /** Sends presence, which a slow socket goes without. */
  show(frame: Uint8Array): void
  /** Sends what somebody has done to the whole of the document, to those whom it concerns. */
  announce?(frame: Uint8Array): void
  close(code: Close, reason: string): void
}

/** What somebody says of itself when it comes. */
export interface Arrival {
  /** The epoch of what it holds; a stock client knows of none. */
  epoch?: number
  /** Up to where it has been told; clients that name a position, be it the very beginning, are told theirs from then on. */
  since?: Position
}
