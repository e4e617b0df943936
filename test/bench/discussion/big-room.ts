// The example as a room about which a thousand threads say five thousand things, half of them about words of the
// commentary, and a room that differs from it in that nobody has said anything. The server lets nobody write that fast,
// so the threads are laid into its store while it is down.
import path from "node:path"
import * as Y from "yjs"
import { openSqliteStore } from "../../../server/storage/sqlite.ts"
import { isCardId, type RoomId } from "../../../shared/ids.ts"
import { makeAnchor } from "../../../shared/model/anchor.ts"
import type { Target } from "../../../shared/model/discussion.ts"
import type { Content } from "../../../shared/model/document.ts"
import { lettersOf } from "../../../shared/model/letters.ts"
import { readTemplate } from "../../../shared/model/read.ts"
import { randomBySeed } from "../../harness/random.ts"
import type { TestServer } from "../../harness/server.ts"
import { StockClient } from "../../harness/stock-client.ts"
import { bigTalk } from "./big-talk.ts"

export interface Rooms {
  /** Nobody has said anything. */
  quiet: RoomId
  /** A thousand threads. */
  big: RoomId
}

export async function makeRooms(server: TestServer): Promise<Rooms> {
  const quiet = (await server.newRoom({ kind: "example" })).id
  const big = (await server.newRoom({ kind: "example" })).id
  const client = new StockClient(server.origin, big)
  await client.synced()
  const update = Y.encodeStateAsUpdate(bigTalk(targetsIn(client.content)).doc)
  client.close()

  await server.end("SIGTERM")
  const store = await openSqliteStore({ file: path.join(server.dataDir, "ninefold.db") })
  await store.append([{ room: big, document: "discussion", update }])
  await store.close()
  await server.start()
  return { quiet, big }
}

/** Every other thread is about words, the rest about cards, blocks and the canvas in turn. */
function targetsIn(content: Content): (thread: number) => Target {
  const random = randomBySeed(7)
  const letters = lettersOf(content.commentary)
  const cards = [...content.cards.keys()].filter(isCardId)
  const blocks = readTemplate(content)?.blocks.map(({ id }) => id) ?? []
  const onWords = (): Target => {
    const from = random.below(letters.words.length - 60)
    const anchor = makeAnchor("commentary", letters, { from, to: from + 8 + random.below(50) })
    if (!anchor) throw new Error("The example's commentary has no words there")
    return { kind: "text", anchor }
  }
  const kinds: (() => Target)[] = [
    onWords,
    () => ({ kind: "card", card: random.pick(cards) }),
    onWords,
    () => ({ kind: "block", block: random.pick(blocks) }),
    onWords,
    () => ({ kind: "canvas" }),
  ]
  return thread => kinds[thread % kinds.length]?.() ?? { kind: "canvas" }
}
