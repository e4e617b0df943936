// A document as it is stored, as one update: for those who work with a copy elsewhere, such as a thread that exports it.
// Asked for by a member like any other, who comes, is given it, and leaves; nothing is built here.
import type { Close } from "../../shared/protocol/close.ts"
import { decodeMessage } from "../../shared/protocol/messages.ts"
import type { DocumentKey } from "../storage/store.ts"
import type { Rooms } from "./rooms.ts"

export type CopiedDocument =
  /** Everything that is stored, its past included. */
  | { ok: true; update: Uint8Array }
  /** A sentence for people. */
  | { ok: false; reason: string }

/** A state vector that has nothing. */
const NOTHING = Uint8Array.of(0)

export async function copyDocument(rooms: Pick<Rooms, "join">, key: DocumentKey): Promise<CopiedDocument> {
  let answered: (copied: CopiedDocument) => void = () => {}
  const copied = new Promise<CopiedDocument>(resolve => {
    answered = resolve
  })
  const copyist = {
    owner: "server",
    answer(frame: Uint8Array, gone?: () => void) {
      const decoded = decodeMessage(frame)
      if (decoded.ok && decoded.message.kind === "missing")
        answered({ ok: true, update: decoded.message.update })
      // Nothing of it waits for a network.
      gone?.()
    },
    tell() {
      // A copy is of one moment.
    },
    show() {
      // Nobody looks at the server's screen.
    },
    close: (_code: Close, reason: string) => answered({ ok: false, reason: `${reason}.` }),
  }
  const joined = await rooms.join(key, copyist)
  if (joined.kind === "unknown") return { ok: false, reason: "There is no such room." }
  if (joined.kind === "failed") return { ok: false, reason: `${joined.reason}.` }
  joined.room.have(joined.seat, NOTHING)
  const given = await copied
  joined.room.leave(joined.seat)
  return given
}
