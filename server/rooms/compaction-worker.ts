// The thread in which histories are folded: building a document takes seconds where it is large, and ten times its bytes
// of memory. Keeps nothing between two of them.
import { parentPort } from "node:worker_threads"
import { assert } from "../../shared/assert.ts"
import { foldHistory } from "./fold.ts"

assert(parentPort, "the compaction worker is started as a worker")
const port = parentPort
port.on("message", (history: Uint8Array) => port.postMessage(foldHistory(history)))
