// Small stand-ins for what stores hold.
import type { RoomRecord } from "../../server/storage/store.ts"
import type { GuestId, RoomId } from "../../shared/ids.ts"

export const roomIdOf = (letter: string): RoomId => letter.repeat(22) as RoomId

export const guestIdOf = (name: string): GuestId => name.padEnd(22, "_") as GuestId

export const roomRecord = (letter: string): RoomRecord => ({
  id: roomIdOf(letter),
  title: `Room ${letter}`,
  createdAt: 1_700_000_000_000,
  schema: 1,
  epoch: 0,
})

export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
