// Holds back what others changed while this person composes a word, and applies it in order when the word is done.
// It stands in front of the provider's own handler for sync messages. Rule CL6.
import { createDecoder } from "lib0/decoding"
import { createEncoder } from "lib0/encoding"
import type { WebsocketProvider } from "y-websocket"
import type { Composing } from "./composing.ts"

/** y-websocket's number for sync messages, and the sync protocol's for "this is what I have". */
const SYNC = 0
const STEP_1 = 0

/** A composition may be left open for minutes; the others' work is not kept from view for longer than this. */
const HELD_AT_MOST_MS = 5_000

/** @returns the way to stop; what is held then is applied. */
export function holdWhileComposing(provider: WebsocketProvider, composing: Composing): () => void {
  const apply = provider.messageHandlers[SYNC]
  if (!apply) return () => {}
  let held: Uint8Array[] = []
  let limit: ReturnType<typeof setTimeout> | undefined

  const release = () => {
    clearTimeout(limit)
    limit = undefined
    const frames = held
    held = []
    for (const frame of frames) apply(createEncoder(), createDecoder(frame), provider, true, SYNC)
  }
  const forget = () => {
    // The line is cut: what is held comes again with the next sync, and must not count as that sync.
    clearTimeout(limit)
    limit = undefined
    held = []
  }

  provider.messageHandlers[SYNC] = (encoder, decoder, _provider, emitSynced, type) => {
    // "What I have" changes no document, and the server waits for the answer.
    const isQuestion = decoder.arr[decoder.pos] === STEP_1
    const mayPass = isQuestion || (!composing.isComposing() && held.length === 0)
    if (mayPass) return apply(encoder, decoder, provider, emitSynced, type)
    held.push(decoder.arr.subarray(decoder.pos))
    limit ??= setTimeout(release, HELD_AT_MOST_MS)
  }
  const stopListening = composing.onDone(release)
  provider.on("connection-close", forget)
  return () => {
    stopListening()
    provider.off("connection-close", forget)
    provider.messageHandlers[SYNC] = apply
    release()
  }
}
