// What a room knows of somebody in it. Rooms never import sockets: server/wire/session.ts is a member in earnest, and
// tests bring their own.
import type { Close } from "../../shared/protocol/close.ts"

export interface Member {
  /** Who is behind the socket as far as is known: two members with the same value may be one person's old and new tab. */
  readonly owner: string
  /** Sends what this member asked for. Never dropped, never late. */
  answer(frame: Uint8Array): void
  /** Sends a change of the document, which may wait while the socket is slow but is never dropped. */
  tell(frame: Uint8Array): void
  /** Sends presence, which a slow socket goes without. */
  show(frame: Uint8Array): void
  close(code: Close, reason: string): void
}
