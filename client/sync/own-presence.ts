// Sends this client's own presence and nobody else's. The stock provider sends on whatever changes in awareness, also
// what the server has just told it: each caret that moves would then come back from everybody in the room. Rule CL12.
import type { WebsocketProvider } from "y-websocket"

/** Clients, by what has become of their presence. */
interface Changes {
  added: number[]
  updated: number[]
  removed: number[]
}

/** @returns the way to stop. */
export function sendOwnPresenceOnly(provider: WebsocketProvider): () => void {
  const { awareness, _awarenessUpdateHandler: send } = provider
  const own = awareness.clientID
  const sendOwn = ({ added, updated, removed }: Changes, origin: unknown) => {
    // Also where the server has taken it off: that is answered by saying it again.
    if ([added, updated, removed].some(clients => clients.includes(own)))
      send({ added: [], updated: [own], removed: [] }, origin)
  }
  awareness.off("update", send)
  awareness.on("update", sendOwn)
  return () => awareness.off("update", sendOwn)
}
