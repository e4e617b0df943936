// Which messages of a socket reach its room, by what it may do now. Asked for every message, after it is decoded: what a
// frame looks like from outside counts for nothing. Rules LR4, LR6.
import type { DocumentName } from "../../shared/api.ts"
import type { Message } from "../../shared/protocol/messages.ts"
import { mayEdit, mayEditNow, type Role } from "../../shared/roles.ts"

/** What of a socket's access its messages are judged by. */
export interface Rights {
  role: Role
  isLocked: boolean
}

export type Ruling =
  | { kind: "delivered" }
  /** It changes nothing. */
  | { kind: "ignored" }
  /** `isFault` where no honest client would have sent it; where the room is merely locked, it will be sent again. */
  | { kind: "denied"; reason: string; isFault: boolean }

/** Only the server writes what is said about the canvas; see server/discussion. */
export const isWritten = (document: DocumentName): boolean => document === "content"

export const mayWrite = (document: DocumentName, { role, isLocked }: Rights): boolean =>
  isWritten(document) && mayEditNow(role, isLocked)

export function rule(document: DocumentName, rights: Rights, message: Message): Ruling {
  if (message.kind !== "missing" && message.kind !== "update") return { kind: "delivered" }
  if (mayWrite(document, rights)) return { kind: "delivered" }
  if (isEmpty(message.update)) return { kind: "ignored" }
  if (isWritten(document) && mayEdit(rights.role))
    return { kind: "denied", reason: "the room is locked", isFault: false }
  return { kind: "denied", reason: "your role does not allow changes here", isFault: true }
}

/** An update without structs and deletes, as a client with nothing to say sends. */
const isEmpty = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0
