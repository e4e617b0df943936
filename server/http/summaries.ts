// What is said of a room to those who may be in it.
import type { EnteredRoom, RoomSummary } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import type { RoomAccess } from "../access/grants.ts"
import type { RoomRecord, Store } from "../storage/store.ts"

export interface SummaryOptions {
  store: Pick<Store, "room">
  /** Why a room cannot be written, in a sentence for people; undefined where it can. */
  readOnlyReason: (id: RoomId) => Promise<string | undefined>
}

export interface Summaries {
  of(record: RoomRecord): Promise<RoomSummary>
  /** @returns undefined where there is no such room. */
  entered(room: RoomId, access: RoomAccess): Promise<EnteredRoom | undefined>
}

export function createSummaries({ store, readOnlyReason }: SummaryOptions): Summaries {
  async function of({ id, title, createdAt, schema, epoch }: RoomRecord): Promise<RoomSummary> {
    const readOnly = await readOnlyReason(id)
    return { id, title, createdAt, schema, epoch, ...(readOnly !== undefined && { readOnly }) }
  }

  return {
    of,
    async entered(room, { person, role, seesComments, isLocked }) {
      const record = await store.room(room)
      return record && { ...(await of(record)), isLocked, you: { person, role, seesComments } }
    },
  }
}
