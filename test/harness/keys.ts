// What opens the rooms that tests have made, by room. Sockets of the harness bring it along unless a test gives them
// another; a test that is about who may enter gives its own.
import type { RoomId } from "../../shared/ids.ts"

/** Headers of a request: a program's token, or a browser's cookie. */
export type Key = { authorization: string } | { cookie: string }

const keys = new Map<string, Key>()

export const keepKey = (room: RoomId, key: Key): void => void keys.set(room, key)

/** @returns the key to a room, or none: a socket that comes without is told that there is no such room. */
export const keyTo = (room: string): Key | undefined => keys.get(room)
