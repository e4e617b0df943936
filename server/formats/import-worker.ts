// The thread in which files are read: a file made to be slow or large stops here. Keeps nothing between two of them.
import { parentPort } from "node:worker_threads"
import { nanoid } from "nanoid"
import { assert } from "../../shared/assert.ts"
import { readRoom } from "./import-room.ts"
import type { FileQuestion } from "./imports.ts"
import { readAny } from "./read-any.ts"

assert(parentPort, "the import worker is started as a worker")
const port = parentPort
port.on("message", async ({ bytes, name, wanted, now }: FileQuestion) => {
  const context = { newId: nanoid, now }
  port.postMessage(await (wanted ? readRoom(bytes, name, wanted, context) : readAny(bytes, name, context)))
})
