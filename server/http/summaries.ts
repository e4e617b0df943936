// What is said of a room to those who may be in it.
import type { EnteredRoom, RoomSummary } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { type Position, writePosition } from "../../shared/protocol/position.ts"
import { mayEdit } from "../../shared/roles.ts"
import type { RoomAccess } from "../access/grants.ts"
import type { RoomRecord, Store } from "../storage/store.ts"

export interface SummaryOptions {
  store: Pick<Store, "room">
  /** Why a room cannot be written, in a sentence for people; undefined where it can. */
  readOnlyReason: (id: RoomId) => Promise<string | undefined>
  /** Where the newest snapshot of a large canvas stands; undefined where it is not worth fetching first. */
  largeSnapshot: (id: RoomId) => Promise<Position | undefined>
}

export interface Summaries {
  of(record: RoomRecord): Promise<RoomSummary>
  /** @returns undefined where there is no such room. */
  entered(room: RoomId, access: RoomAccess): Promise<EnteredRoom | undefined>
}

export function createSummaries({ store, readOnlyReason, largeSnapshot }: SummaryOptions): Summaries {
  async function of({ id, title, createdAt, schema, epoch }: RoomRecord): Promise<RoomSummary> {
    const [readOnly, snapshot] = await Promise.all([readOnlyReason(id), largeSnapshot(id)])
    return {
      id,
      title,
      createdAt,
      schema,
      epoch,
      ...(readOnly !== undefined && { readOnly }),
      ...(snapshot && { snapshot: writePosition(snapshot) }),
    }
  }

  return {
    of,
    async entered(room, { person, role, seesComments, isLocked }) {
      const record = await store.room(room)
      if (!record) return undefined
      const { snapshot, ...summary } = await of(record)
      return {
        ...summary,
        // Who may only read is given the document without its past, over the socket.
        ...(snapshot !== undefined && mayEdit(role) && { snapshot }),
        isLocked,
        you: { person, role, seesComments },
      }
    },
  }
}
