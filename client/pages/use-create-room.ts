// Makes a room on the server and goes there.
import { useState } from "react"
import { useLocation } from "wouter"
import type { RoomSource } from "../../shared/api.ts"
import { createRoom } from "../api.ts"
import { useDevice } from "../hooks/device-context.tsx"
import { keepRoom } from "../sync/rooms.ts"
import { useFeedback } from "../ui/feedback.tsx"

export interface RoomMaker {
  create(from: RoomSource): Promise<void>
  isCreating: boolean
}

export function useCreateRoom(): RoomMaker {
  const { shelf, nowMs } = useDevice()
  const { toast } = useFeedback()
  const [, navigate] = useLocation()
  const [isCreating, setCreating] = useState(false)
  const create = async (from: RoomSource): Promise<void> => {
    setCreating(true)
    const answer = await createRoom(from)
    setCreating(false)
    if (answer.ok) {
      keepRoom(shelf, { summary: answer.value, openedAt: nowMs() })
      return navigate(`/r/${answer.value.id}`)
    }
    toast({ message: answer.reached ? (answer.problem.detail ?? answer.problem.title) : UNREACHABLE })
  }
  return { create, isCreating }
}

const UNREACHABLE = "The server does not answer. Nothing was made; try again in a moment."
