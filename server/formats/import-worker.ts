// The thread in which files are read: a file made to be slow or large stops here. Keeps nothing between two of them.
import { parentPort } from "node:worker_threads"
import { nanoid } from "nanoid"
import { assert } from "../../shared/assert.ts"
import { CARD_ID_LENGTH, type CardId } from "../../shared/ids.ts"
import type { FileToRead } from "./imports.ts"
import { readAny } from "./read-any.ts"

assert(parentPort, "the import worker is started as a worker")
const port = parentPort
const newCardId = () => nanoid(CARD_ID_LENGTH) as CardId
port.on("message", async ({ bytes, name }: FileToRead) =>
  port.postMessage(await readAny(bytes, name, newCardId)),
)
