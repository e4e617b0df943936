// From a room's id to an open room: what this device knows opens at once, what the server says corrects it.
import { useEffect, useState } from "react"
import type { Problem, RoomSummary } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { personColours } from "../../shared/presence.ts"
import type { Answer } from "../api.ts"
import type { Me } from "../sync/me.ts"
import { type OpenRoom, openRoom } from "../sync/open-room.ts"
import { findRoom, keepRoom } from "../sync/rooms.ts"
import { type Device, useDevice, useMyself } from "./device-context.tsx"

export type Opening =
  | { state: "finding" }
  | { state: "open"; room: OpenRoom }
  | { state: "missing" }
  /** Never opened here, and the server does not answer. It is tried again by itself. */
  | { state: "unreachable" }
  | { state: "failed"; problem: Problem }

const TRY_AGAIN_MS = 3_000

/** Opens the room for as long as the component lives. */
export function useOpening(id: RoomId, find: (id: RoomId) => Promise<Answer<RoomSummary>>): Opening {
  const device = useDevice()
  const { me } = useMyself()
  const [opening, setOpening] = useState<Opening>({ state: "finding" })

  // biome-ignore lint/correctness/useExhaustiveDependencies: another name is told below, without opening again
  useEffect(() => beginOpening(id, me ?? guest(device.random), device, find, setOpening), [id, device, find])
  const room = opening.state === "open" ? opening.room : undefined
  useEffect(() => {
    if (room && me) room.setMe(me)
  }, [room, me])
  return opening
}

const guest = (random: number): Me => ({
  name: "Guest",
  color: personColours[Math.floor(random * personColours.length)] ?? personColours[0],
})

/** @returns the way to end it, whatever has been reached. */
function beginOpening(
  id: RoomId,
  me: Me,
  device: Device,
  find: (id: RoomId) => Promise<Answer<RoomSummary>>,
  tell: (opening: Opening) => void,
): () => void {
  let room: OpenRoom | undefined
  let isOver = false
  let again: ReturnType<typeof setTimeout> | undefined

  const open = (summary: RoomSummary) => {
    room?.close()
    room = openRoom(summary, me, device)
    tell({ state: "open", room })
  }
  const ask = async (known: RoomSummary | undefined) => {
    const found = await find(id)
    if (isOver) return
    if (found.ok) {
      keepRoom(device.shelf, { summary: found.value, openedAt: device.nowMs() })
      if (!known || isOther(known, found.value)) open(found.value)
      return
    }
    if (!found.reached) {
      again = setTimeout(() => void ask(known), TRY_AGAIN_MS)
      if (!known) tell({ state: "unreachable" })
      return
    }
    // A room that is known here stays open: its socket is told the same, and what is kept can be taken away.
    if (known) return
    tell(found.problem.status === 404 ? { state: "missing" } : { state: "failed", problem: found.problem })
  }

  const known = findRoom(device.shelf, id)?.summary
  if (known) {
    open(known)
    keepRoom(device.shelf, { summary: known, openedAt: device.nowMs() })
  } else tell({ state: "finding" })
  void ask(known)

  return () => {
    isOver = true
    clearTimeout(again)
    room?.close()
  }
}

/** Whether what was kept of a room no longer opens it rightly. */
const isOther = (known: RoomSummary, now: RoomSummary): boolean =>
  known.epoch !== now.epoch || known.schema !== now.schema || known.readOnly !== now.readOnly
