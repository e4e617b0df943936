// A process for faults-power.test.ts: appends and snapshots through the real store, several at once, prints each once it
// is acknowledged, and ends without a word, as a machine does. Argument: the database file.
import { openSqliteStore } from "../../server/storage/sqlite.ts"
import { roomRecord } from "../contracts/records.ts"

const WRITERS = 4
const ENOUGH = 900
const BETWEEN_SNAPSHOTS = 150
/** Long enough that the log is carried over into the database now and then, which is when an order could go wrong. */
const PADDING = "-".repeat(16_000)

const [file = ""] = process.argv.slice(2)
const encoder = new TextEncoder()
const store = await openSqliteStore({ file })
const room = roomRecord("a")
await store.createRoom(room, {})
const key = { room: room.id, document: "content" } as const

/** What has which number, as far as it is acknowledged. */
const labels: string[] = []
let snapshotted = 0

async function write(writer: number): Promise<void> {
  for (let count = 0; labels.length < ENOUGH; count++) {
    const label = `${writer}.${count}`
    const [seq = 0] = await store.append([{ ...key, update: encoder.encode(`${label} ${PADDING}`) }])
    labels[seq - 1] = label
    process.stdout.write(`append ${seq} ${label}\n`)
    if (writer === 0 && seq - snapshotted > BETWEEN_SNAPSHOTS) await snapshot()
  }
}

/** A snapshot of a document of labels is the list of them, as far as there is no hole yet. */
async function snapshot(): Promise<void> {
  let seq = 0
  while (labels[seq] !== undefined) seq++
  await store.saveSnapshot(key, { seq, update: encoder.encode(labels.slice(0, seq).join(" ")) })
  snapshotted = seq
  process.stdout.write(`snapshot ${seq}\n`)
}

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))
process.kill(process.pid, "SIGKILL")
