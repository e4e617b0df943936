// What this person may do in the room. First what the server answered when the room was looked up; then what the socket
// is told, on joining and at each change, so that nothing has to be loaded again. Rule SH2.
import { readVarUint } from "lib0/decoding"
import type { WebsocketProvider } from "y-websocket"
import type { EnteredRoom, You } from "../../shared/api.ts"
import { ACCESS_MESSAGE } from "../../shared/protocol/messages.ts"
import { mayEditNow, roles } from "../../shared/roles.ts"

export interface Access extends You {
  /** True while only facilitators may change the canvas. */
  isLocked: boolean
}

export const accessOf = ({ you, isLocked }: EnteredRoom): Access => ({ ...you, isLocked })

/** Change the canvas now. */
export const mayWrite = ({ role, isLocked }: Access): boolean => mayEditNow(role, isLocked)

export interface AccessFollower {
  /** The same object until something in it changes. */
  now(): Access
  /** Takes in what the server has answered elsewhere; the socket, while it is there, knows better. */
  learn(access: Access): void
}

/** @param onChange runs after a change, with what was so before. */
export function followAccess(
  provider: WebsocketProvider,
  first: Access,
  onChange: (before: Access) => void,
): AccessFollower {
  let access = first
  /** The socket has said what it may do; what was answered over HTTP may be older. */
  let isTold = false
  const become = (next: Access) => {
    if (JSON.stringify(next) === JSON.stringify(access)) return
    const before = access
    access = next
    onChange(before)
  }
  provider.messageHandlers[ACCESS_MESSAGE] = (_encoder, decoder) => {
    const role = roles[readVarUint(decoder)]
    const isLocked = readVarUint(decoder) !== 0
    if (!role) return
    isTold = true
    become({ ...access, role, isLocked })
  }
  provider.on("connection-close", () => {
    isTold = false
  })
  return {
    now: () => access,
    learn: next => become(isTold ? { ...next, role: access.role, isLocked: access.isLocked } : next),
  }
}
