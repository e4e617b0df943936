// Up to where the server has told this document, named at the next connection: it then sends what came after instead of
// comparing. Kept as long as the page: what is kept on the device may lag behind. Rule WR19.
import { readVarUint } from "lib0/decoding"
import type { WebsocketProvider } from "y-websocket"
import { POSITION_MESSAGE } from "../../shared/protocol/messages.ts"
import { writePosition } from "../../shared/protocol/position.ts"

/** The provider reads its parameters anew at each connection. */
export function followPosition(provider: WebsocketProvider, epoch: number): void {
  // The very beginning: not told anything yet, but wants to know.
  provider.params.since = writePosition({ epoch, seq: 0 })
  provider.messageHandlers[POSITION_MESSAGE] = (_encoder, decoder) => {
    const told = { epoch: readVarUint(decoder), seq: readVarUint(decoder) }
    provider.params.since = writePosition(told)
  }
}
