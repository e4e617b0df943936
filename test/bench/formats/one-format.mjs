// A process for one format alone, so that its memory is that of nothing else: starts the built server's export worker,
// has it write the same file several times over and says how long each took. Plain JavaScript, since a loader for
// TypeScript would take more memory than some of the formats.
import { readFileSync } from "node:fs"
import { Worker } from "node:worker_threads"

/** As much heap as the server gives this worker. */
const MAX_HEAP_MB = 1_024

const written = worker =>
  new Promise((resolve, reject) => {
    worker.once("message", resolve)
    worker.once("error", reject)
  })

/** By the kernel's own count: `resourceUsage` of a process begins with that of whoever started it. */
const peakKiB = () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1])

process.once("message", async ({ entry, question, times }) => {
  const atRestKiB = peakKiB()
  const files = []
  let startedAt = performance.now()
  let usedBefore = process.cpuUsage()
  const worker = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } })
  for (let i = 0; i < times; i++) {
    const answer = written(worker)
    worker.postMessage(question)
    const file = await answer
    const { user, system } = process.cpuUsage(usedBefore)
    files.push({
      ms: performance.now() - startedAt,
      cpuMs: (user + system) / 1000,
      bytes: file.kind === "written" ? file.bytes.length : Number.NaN,
    })
    startedAt = performance.now()
    usedBefore = process.cpuUsage()
  }
  process.send({ files, peakKiB: peakKiB(), atRestKiB })
  await worker.terminate()
  process.disconnect()
})
