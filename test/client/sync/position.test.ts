import { createDecoder } from "lib0/decoding"
import { createEncoder } from "lib0/encoding"
import { expect, test } from "vitest"
import { WebSocket } from "ws"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import type { Composing } from "../../../client/sync/composing.ts"
import { holdWhileComposing } from "../../../client/sync/hold.ts"
import { followPosition } from "../../../client/sync/position.ts"
import { encodePosition, encodeUpdate } from "../../../shared/protocol/messages.ts"

/** A provider without a line, that composes until it is told that it is done. */
function open() {
  const provider = new WebsocketProvider("ws://127.0.0.1:9", "room", new Y.Doc(), {
    connect: false,
    WebSocketPolyfill: WebSocket as never,
  })
  let isComposing = false
  let onDone = () => {}
  const composing: Composing = {
    isComposing: () => isComposing,
    onDone(listener) {
      onDone = listener
      return () => {}
    },
    close() {},
  }
  followPosition(provider, 4)
  holdWhileComposing(provider, composing)
  return {
    provider,
    compose() {
      isComposing = true
    },
    done() {
      isComposing = false
      onDone()
    },
    hear(frame: Uint8Array) {
      const [type = 0] = frame
      const decoder = createDecoder(frame.subarray(1))
      provider.messageHandlers[type]?.(createEncoder(), decoder, provider, true, type)
    },
  }
}

function update(words: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText("words").insert(0, words)
  return Y.encodeStateAsUpdate(doc)
}

test("[WR19] the position is named at the next connection, and at the first that there is none yet", () => {
  const { provider, hear } = open()
  const first = provider.params.since

  hear(encodePosition({ epoch: 4, seq: 300 }))

  expect([first, provider.params.since]).toEqual(["4.0", "4.300"])
  provider.destroy()
})

test("[WR19][CL6] the position does not run ahead of what is held back while a word is composed", () => {
  const { provider, hear, compose, done } = open()
  compose()

  hear(encodeUpdate(update("held")))
  hear(encodePosition({ epoch: 4, seq: 1 }))
  const meanwhile = provider.params.since
  done()

  expect(meanwhile).toBe("4.0")
  expect(provider.params.since).toBe("4.1")
  expect(provider.doc.getText("words").toString()).toBe("held")
  provider.destroy()
})

test("[WR19][CL6] what was held when the line was cut was not told", () => {
  const { provider, hear, compose, done } = open()
  compose()
  hear(encodeUpdate(update("lost")))
  hear(encodePosition({ epoch: 4, seq: 1 }))

  provider.emit("connection-close", [null, provider])
  done()

  expect(provider.params.since).toBe("4.0")
  expect(provider.doc.getText("words").toString()).toBe("")
  provider.destroy()
})
