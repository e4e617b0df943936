// Rooms opened as a page opens them, on devices of the test's own: a shelf, a store and a page each.
import "fake-indexeddb/auto"
import { IDBFactory } from "fake-indexeddb"
import { WebSocket } from "ws"
import type { OpenRoom, Surroundings } from "../../../client/sync/open-room.ts"
import { openRoom } from "../../../client/sync/open-room.ts"
import { openShelf } from "../../../client/sync/shelf.ts"
import type { EnteredRoom } from "../../../shared/api.ts"
import type { BlockId, CardId, PersonId, RoomId } from "../../../shared/ids.ts"
import type { Template } from "../../../shared/model/blocks.ts"
import { emptyCanvas } from "../../../shared/model/canvas.ts"
import { type Content, contentOf } from "../../../shared/model/document.ts"
import { addCards, fillCanvas } from "../../../shared/model/edits.ts"
import { readCanvas } from "../../../shared/model/read.ts"
import { paragraph, plainText } from "../../../shared/model/rich-text.ts"

export const ROOM: EnteredRoom = {
  id: "abcdefghijklmnopqrstuv" as RoomId,
  title: "Test",
  createdAt: 0,
  schema: 1,
  epoch: 1,
  isLocked: false,
  you: { person: "personperson" as PersonId, role: "edit", seesComments: true },
}

export const BLOCK = "ideas" as BlockId

const template: Template = {
  id: "one-block",
  name: "One block",
  about: "",
  attribution: "",
  columns: 1,
  rows: 1,
  blocks: [
    {
      id: BLOCK,
      title: "Ideas",
      question: "",
      step: 1,
      tone: "neutral",
      columns: [1, 2],
      rows: [1, 2],
      aliases: [],
    },
  ],
}

/** Fills a server's document as the server would. */
export function fill(content: Content): void {
  fillCanvas(content, { ...emptyCanvas(template), title: "Test" })
}

export function add(room: { content: Content }, words: string): void {
  const id = `card${words.replace(/\W/g, "")}` as CardId
  addCards(room.content, [{ id, text: [paragraph(words)], by: "", born: 0 }], { block: BLOCK, position: 99 })
}

/** The words of all cards, in order. */
export const words = (content: Content): string[] =>
  readCanvas(content)?.cards.map(card => plainText(card.text)) ?? []

export const wordsIn = (doc: Parameters<typeof contentOf>[0]): string[] => words(contentOf(doc))

export interface TestDevice extends Omit<Surroundings, "syncUrl"> {
  page: EventTarget
  /** Lets time go by, for the device alone. */
  pass(durationMs: number): void
}

/** A device: what stays on it when a page is closed. */
export function newDevice(): TestDevice {
  let passedMs = 0
  // y-indexeddb takes the store from the global object.
  globalThis.indexedDB = new IDBFactory()
  return {
    page: new EventTarget(),
    // A shelf in memory: there is no localStorage here to be touched.
    shelf: openShelf({
      get localStorage(): Storage {
        throw new Error("none")
      },
    }),
    indexedDb: globalThis.indexedDB,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    random: 0,
    nowMs: () => Date.now() + passedMs,
    pass(durationMs) {
      passedMs += durationMs
    },
  }
}

export const open = (device: TestDevice, syncUrl: string, summary: EnteredRoom = ROOM): OpenRoom =>
  openRoom(summary, { name: "Ada", color: "#2f68b0" }, { ...device, syncUrl })

/** Resolves when `isSo`, asked whenever the room may have changed. */
export const until = (room: OpenRoom, isSo: () => boolean): Promise<void> =>
  new Promise(resolve => {
    if (isSo()) return resolve()
    const stop = room.subscribe(() => {
      if (!isSo()) return
      stop()
      resolve()
    })
  })

export const untilSaved = (room: OpenRoom, state: string): Promise<void> =>
  until(room, () => room.saved().state === state)
