// A member's place in a room. Only the room and its parts write to it.
import type { Arrival, Member } from "./member.ts"
import type { Participant } from "./presence.ts"

export interface Seat extends Participant {
  readonly member: Member
  /** True once the member has been given the document; before that it is told nothing. */
  isLive: boolean
  /** True from an update that lacks its predecessors until the member has sent them. */
  hasGap: boolean
  /** True once something the member sent was refused: its work is not all stored, and no barrier may say so. */
  wasRefused: boolean
  /** The newest barrier that a gap holds back. */
  heldBarrier: number | undefined
  /** Up to where the member says it had been told when it came, until that has been made use of. */
  since: number | undefined
  /** Up to where it was said to have been told; undefined for one who does not want to know. */
  saidSeq: number | undefined
  /** While a large document is on its way to the member: ends that. */
  endJoin: () => void
}

const nothing = () => undefined

export const newSeat = (member: Member, { since }: Arrival): Seat => ({
  member,
  client: undefined,
  isInformed: false,
  isLive: false,
  hasGap: false,
  wasRefused: false,
  heldBarrier: undefined,
  // Nobody has been told the very beginning: such a client only wants to know its position.
  since: since && since.seq > 0 ? since.seq : undefined,
  saidSeq: since && 0,
  endJoin: nothing,
})
