// A room in a frame of another page: opened by a token, as a device of its own that keeps nothing. What this browser
// knows of the room, and may do in it, stays out of a page that somebody else made.
import { useEffect, useState } from "react"
import { bearerProtocols } from "../../shared/api.ts"
import type { LinkSecret, RoomId } from "../../shared/ids.ts"
import { getRoomByToken } from "../api.ts"
import { guest } from "../sync/me.ts"
import { openRoom, type Surroundings } from "../sync/open-room.ts"
import { memoryShelf } from "../sync/shelf.ts"
import { useDevice } from "./device-context.tsx"
import type { Opening } from "./use-opening.ts"

const TRY_AGAIN_MS = 5_000

/** Opens the room for as long as the component lives. */
export function useEmbedding(id: RoomId, token: LinkSecret): Opening {
  const device = useDevice()
  const [opening, setOpening] = useState<Opening>({ state: "finding" })
  useEffect(() => {
    let isOver = false
    let again: ReturnType<typeof setTimeout> | undefined
    let close = () => {}
    // What is fetched by the cookie is left out, and nothing is kept.
    const { syncUrl, page, WebSocket, random, nowMs } = device
    const around: Surroundings = {
      ...{ syncUrl, page, WebSocket, random, nowMs },
      shelf: memoryShelf(),
      indexedDb: undefined,
      protocols: bearerProtocols(token),
    }
    const ask = async () => {
      const found = await getRoomByToken(id, token)
      if (isOver) return
      if (found.ok) {
        const room = openRoom(found.value, guest(random), around)
        close = room.close
        return setOpening({ state: "open", room })
      }
      if (found.reached) return setOpening({ state: "missing" })
      again = setTimeout(() => void ask(), TRY_AGAIN_MS)
      setOpening({ state: "unreachable" })
    }
    void ask()
    return () => {
      isOver = true
      clearTimeout(again)
      close()
    }
  }, [id, token, device])
  return opening
}
