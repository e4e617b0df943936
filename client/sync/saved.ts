// Which of this person's changes the server has stored. The stock protocol has no acknowledgement, so we ask: the
// barrier is answered once all that this socket sent before it is durable. Frames stay in order, hence an answer to
// a barrier sent after change n says that the first n changes are safe. Rule CL1.
import { readVarUint } from "lib0/decoding"
import type { WebsocketProvider } from "y-websocket"
import { BARRIER_MESSAGE, encodeBarrier, TROUBLE_MESSAGE } from "../../shared/protocol/messages.ts"

/** A line that brings nothing for this long after a question is dead, whatever the network says. */
const ANSWER_WITHIN_MS = 8_000

/** Updates this close together are one change to the person who makes them: a word typed, a card added. */
const ONE_CHANGE_MS = 1_000

/** How the changes of this tab stand. */
export interface Standing {
  /** Changes made in this tab that the server has not confirmed, as people count: what is written in one go is one. */
  unsaved: number
  /** The same of earlier visits on this device. */
  unsavedEarlier: number
  /** The server has answered a barrier on this connection. */
  isConfirmed: boolean
  /** The server says that its store cannot write. */
  cannotWrite: boolean
}

export interface Tracker {
  standing(): Standing
  /** Asks for a confirmation now; done by itself after the first sync and after changes. */
  ask(): void
  /** May be called twice. */
  close(): void
}

interface TrackerSettings {
  /** Changes kept on this device from earlier visits, not known to be stored. */
  earlier: number
  /** Tells changes that were made here from those that came from the store on this device. */
  isMadeHere: (origin: unknown) => boolean
  /** False while the server would refuse what is written here: its answers then confirm nothing. */
  mayWrite: () => boolean
  nowMs: () => number
  onChange: () => void
}

/**
 * Follows the provider's document from now on. Make it after the provider: a barrier must be sent behind the change it
 * asks about, and listeners of a document run in the order in which they came.
 */
export function trackSaved(
  provider: WebsocketProvider,
  { earlier, isMadeHere, mayWrite, nowMs, onChange }: TrackerSettings,
): Tracker {
  /** Updates made here, and how many of them are stored. */
  let made = 0
  let stored = 0
  let unsaved = 0
  let lastMadeAtMs = 0
  let unsavedEarlier = earlier
  let isConfirmed = false
  let cannotWrite = false
  /** The number of the barrier that waits for its answer; one at a time is enough for any speed of typing. */
  let asked: number | undefined
  let patience: ReturnType<typeof setTimeout> | undefined

  const ask = () => {
    if (asked !== undefined || !provider.synced || !provider.wsconnected || !mayWrite()) return
    asked = made
    provider.ws?.send(encodeBarrier(asked))
    waitForAnswer()
  }
  const waitForAnswer = () => {
    clearTimeout(patience)
    const askedAtMs = nowMs()
    patience = setTimeout(() => {
      if (provider.wsLastMessageReceived >= askedAtMs || cannotWrite) return waitForAnswer()
      // Cutting by hand comes back at once, where the browser would wait minutes for the other side.
      provider.disconnect()
      provider.connect()
    }, ANSWER_WITHIN_MS)
  }

  provider.messageHandlers[BARRIER_MESSAGE] = (_encoder, decoder) => {
    const number = readVarUint(decoder)
    if (number !== asked) return
    clearTimeout(patience)
    asked = undefined
    stored = number
    unsaved = made === stored ? 0 : Math.min(unsaved, made - stored)
    unsavedEarlier = 0
    isConfirmed = true
    if (made > stored) ask()
    onChange()
  }
  provider.messageHandlers[TROUBLE_MESSAGE] = (_encoder, decoder) => {
    cannotWrite = readVarUint(decoder) !== 0
    onChange()
  }
  const count = (_update: Uint8Array, origin: unknown) => {
    if (origin === provider || !isMadeHere(origin)) return
    made++
    if (unsaved === 0 || nowMs() - lastMadeAtMs > ONE_CHANGE_MS) unsaved++
    lastMadeAtMs = nowMs()
    ask()
    onChange()
  }
  const reset = () => {
    clearTimeout(patience)
    asked = undefined
    isConfirmed = false
    cannotWrite = false
  }
  const onSync = (isSynced: boolean) => {
    if (isSynced) ask()
    onChange()
  }
  const onConnectionClose = () => {
    reset()
    onChange()
  }
  provider.doc.on("update", count)
  provider.on("sync", onSync)
  provider.on("connection-close", onConnectionClose)

  return {
    standing: () => ({ unsaved, unsavedEarlier, isConfirmed, cannotWrite }),
    ask,
    close() {
      clearTimeout(patience)
      provider.doc.off("update", count)
      provider.off("sync", onSync)
      provider.off("connection-close", onConnectionClose)
    },
  }
}
