// A process for kill.test.ts: appends to the store as fast as it can and prints each number once it is stored.
// Arguments: the database file, and "make" where the room is to be made first.
import { openSqliteStore } from "../../../server/storage/sqlite.ts"
import { bytes, roomRecord } from "../../contracts/records.ts"

const [file = "", isFirst] = process.argv.slice(2)
const store = await openSqliteStore({ file })
const room = roomRecord("a")
if (isFirst === "make") await store.createRoom(room, {})

async function appendWithoutEnd(): Promise<never> {
  for (;;) {
    const [seq] = await store.append([{ room: room.id, document: "content", update: bytes(1) }])
    process.stdout.write(`${seq}\n`)
  }
}

// Several at once, so that a kill meets transactions of more than one append.
await Promise.all(Array.from({ length: 8 }, appendWithoutEnd))
