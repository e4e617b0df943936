// Holds back what others changed while this person composes a word, and applies it in order when the word is done.
// It stands in front of the provider's own handlers for sync messages and for the position that these lead to, which
// must not run ahead of them. Rules CL6, WR19.
import { createDecoder } from "lib0/decoding"
import { createEncoder } from "lib0/encoding"
import type { WebsocketProvider } from "y-websocket"
import { POSITION_MESSAGE } from "../../shared/protocol/messages.ts"
import type { Composing } from "./composing.ts"

/** y-websocket's number for sync messages, and the sync protocol's for "this is what I have". */
const SYNC = 0
const STEP_1 = 0

type Handler = WebsocketProvider["messageHandlers"][number]

/** A composition may be left open for minutes; the others' work is not kept from view for longer than this. */
const HELD_AT_MOST_MS = 5_000

/** @returns the way to stop; what is held then is applied. */
export function holdWhileComposing(provider: WebsocketProvider, composing: Composing): () => void {
  const sync = provider.messageHandlers[SYNC]
  const position = provider.messageHandlers[POSITION_MESSAGE]
  if (!sync) return () => {}
  let held: (() => void)[] = []
  let limit: ReturnType<typeof setTimeout> | undefined

  const release = () => {
    clearTimeout(limit)
    limit = undefined
    const messages = held
    held = []
    for (const apply of messages) apply()
  }
  const forget = () => {
    // The line is cut: what is held comes again with the next sync, and must not count as that sync.
    clearTimeout(limit)
    limit = undefined
    held = []
  }
  const holding =
    (apply: Handler): Handler =>
    (encoder, decoder, _provider, emitSynced, type) => {
      // "What I have" changes no document, and the server waits for the answer.
      const isQuestion = type === SYNC && decoder.arr[decoder.pos] === STEP_1
      const mayPass = isQuestion || (!composing.isComposing() && held.length === 0)
      if (mayPass) return apply(encoder, decoder, provider, emitSynced, type)
      const rest = decoder.arr.subarray(decoder.pos)
      held.push(() => apply(createEncoder(), createDecoder(rest), provider, true, type))
      limit ??= setTimeout(release, HELD_AT_MOST_MS)
    }

  provider.messageHandlers[SYNC] = holding(sync)
  if (position) provider.messageHandlers[POSITION_MESSAGE] = holding(position)
  const stopListening = composing.onDone(release)
  provider.on("connection-close", forget)
  return () => {
    stopListening()
    provider.off("connection-close", forget)
    provider.messageHandlers[SYNC] = sync
    if (position) provider.messageHandlers[POSITION_MESSAGE] = position
    release()
  }
}
