// The thread in which files are written: reading a room's bytes and laying out its pages takes seconds where it is large.
// Keeps nothing between two of them but what the formats' packages have loaded.
import { constants, setPriority } from "node:os"
import { parentPort } from "node:worker_threads"
import { assert } from "../../shared/assert.ts"
import type { ExportQuestion } from "./export-source.ts"
import { writeExport } from "./write-export.ts"

// Where a machine has no core to spare, files wait and people do not. On Linux this is about the calling thread alone;
// elsewhere it would be about the whole server.
if (process.platform === "linux") setPriority(0, constants.priority.PRIORITY_LOW)

assert(parentPort, "the export worker is started as a worker")
const port = parentPort
port.on("message", async (question: ExportQuestion) => {
  const written = await writeExport(question)
  // Handed over, not copied: a picture has megabytes.
  port.postMessage(written, written.kind === "written" ? [written.bytes.buffer] : [])
})
