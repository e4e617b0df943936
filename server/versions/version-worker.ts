// The thread in which documents are built for versions. Keeps nothing between two questions.
import { parentPort } from "node:worker_threads"
import { assert } from "../../shared/assert.ts"
import { crafts } from "./crafts.ts"
import type { CraftQuestion } from "./workshop.ts"

assert(parentPort, "the version worker is started as a worker")
const port = parentPort
port.on("message", ({ craft, given }: CraftQuestion) => {
  // The main thread's side is typed by the same crafts: what is given fits.
  const make = crafts[craft] as (...given: unknown[]) => unknown
  port.postMessage({ made: make(...given) })
})
