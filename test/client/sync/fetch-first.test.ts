import { expect, test } from "vitest"
import { WebSocket } from "ws"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import { type FetchSnapshot, fetchFirst } from "../../../client/sync/fetch-first.ts"
import { ROOM } from "./rooms-here.ts"

function open(doc = new Y.Doc()): WebsocketProvider {
  return new WebsocketProvider("ws://127.0.0.1:9", "room", doc, {
    connect: false,
    params: { since: "1.0" },
    WebSocketPolyfill: WebSocket as never,
  })
}

const docOf = (words: string): Y.Doc => {
  const doc = new Y.Doc()
  doc.getText("words").insert(0, words)
  return doc
}

const fetching: FetchSnapshot = async (_room, position) =>
  position === "1.40" ? Y.encodeStateAsUpdate(docOf("large")) : undefined

test.each([
  [
    "an empty document is filled, and the socket asked for what came since",
    "1.40",
    docOf(""),
    fetching,
    "large",
    "1.40",
  ],
  ["a document that is on this device is not fetched", "1.40", docOf("mine"), fetching, "mine", "1.0"],
  ["a small one is not", undefined, docOf(""), fetching, "", "1.0"],
  ["where it is gone, the socket brings it all", "1.39", docOf(""), fetching, "", "1.0"],
  ["where nothing can be fetched, too", "1.40", docOf(""), undefined, "", "1.0"],
])("[WR21] %s", async (_what, snapshot, doc, fetchSnapshot, words, since) => {
  const provider = open(doc)

  await fetchFirst(provider, { ...ROOM, ...(snapshot !== undefined && { snapshot }) }, fetchSnapshot)

  expect([doc.getText("words").toString(), provider.params.since]).toEqual([words, since])
  provider.destroy()
})
