// Makes a room on the server and goes there.
import { useState } from "react"
import { useLocation } from "wouter"
import type { CreatedRoom, RoomSource } from "../../shared/api.ts"
import { type Answer, createRoom, whyNot } from "../api.ts"
import { useDevice, useMyself } from "../hooks/device-context.tsx"
import type { MadeHere } from "../share/made-here.ts"
import { keepRoom } from "../sync/rooms.ts"
import { useFeedback } from "../ui/feedback.tsx"

/** What it starts from, or how it is asked for. */
type Source = RoomSource | (() => Promise<Answer<CreatedRoom>>)

export interface RoomMaker {
  create(from: Source): Promise<void>
  /** `create` for a dialog, which would hide the toast that says why not. @returns why not, or undefined. */
  make(from: Source): Promise<string | undefined>
  isCreating: boolean
}

export function useCreateRoom(): RoomMaker {
  const { shelf, nowMs } = useDevice()
  const { me } = useMyself()
  const { toast } = useFeedback()
  const [, navigate] = useLocation()
  const [isCreating, setCreating] = useState(false)
  const make = async (from: Source): Promise<string | undefined> => {
    setCreating(true)
    const answer = await (typeof from === "function" ? from() : createRoom(from, me))
    setCreating(false)
    if (!answer.ok) return whyNot(answer)
    const { recovery, ...room } = answer.value
    keepRoom(shelf, { summary: room, openedAt: nowMs() })
    navigate(`/r/${room.id}`, { state: { recovery } satisfies MadeHere })
    return undefined
  }
  const create = async (from: Source): Promise<void> => {
    const refusal = await make(from)
    if (refusal !== undefined) toast({ message: refusal })
  }
  return { create, make, isCreating }
}
