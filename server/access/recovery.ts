// The link that a room's maker is given to keep: who has it may facilitate the room from any device. Rule LR1.
import type { LinkId, LinkSecret, RoomId } from "../../shared/ids.ts"
import type { LinkRecord } from "../storage/access-store.ts"
import { hashSecret } from "./secrets.ts"

/** @param now ms since 1970 */
export const recoveryLink = (room: RoomId, id: LinkId, secret: LinkSecret, now: number): LinkRecord => ({
  id,
  room,
  kind: "link",
  role: "facilitate",
  label: "Recovery",
  secretHash: hashSecret(secret),
  createdAt: now,
  issuedAt: now,
  seesComments: true,
})
