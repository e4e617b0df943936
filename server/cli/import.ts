// `import`: a file of any kind that can be read → a new room, on a server or in a data folder, or into a room that is there.
// Shows what becomes of it before anything is written. Rule CM8.
import { readFileSync } from "node:fs"
import path from "node:path"
import { apiPaths, type CreatedRoom, linkPath, type NewRoom } from "../../shared/api.ts"
import { formatPaths, type ImportPreview } from "../../shared/formats-api.ts"
import {
  CARD_ID_LENGTH,
  type CardId,
  LINK_ID_LENGTH,
  type LinkId,
  ROOM_ID_LENGTH,
  type RoomId,
} from "../../shared/ids.ts"
import { parseCanvasFile } from "../../shared/model/canvas-file.ts"
import { type ImportIntoRoom, versionPaths } from "../../shared/versions-api.ts"
import { recoveryLink } from "../access/recovery.ts"
import { secretOf } from "../access/secrets.ts"
import { newRoom } from "../rooms/new-room.ts"
import { oneOf, readArguments } from "./arguments.ts"
import type { Command, Tools } from "./command.ts"
import { dataFileAt, refuseUnlessReadable } from "./places.ts"
import { Exit, Refusal } from "./refusal.ts"
import { type Address, addressOf, ask, authorizationBy } from "./remote.ts"
import { countOf } from "./words.ts"

const own = {
  mode: { type: "string" },
  "dry-run": { type: "boolean" },
  token: { type: "string" },
} as const

/** One way to read and to write: on a server, or in a folder of this machine. */
interface Destination {
  preview(file: Uploaded): Promise<ImportPreview>
  /** @returns the address of the room. */
  write(preview: ImportPreview): Promise<string>
}

interface Uploaded {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

export const importing: Command = {
  name: "import",
  summary: "make a room of a file: JSON, zip, Markdown, CSV, Word, text, Yjs",
  help: `Usage: ninefold import <file> <server-url> [options]
       ninefold import <file> <data-dir> [options]
       ninefold import <file> <room-url> [options]

Says what becomes of the file, makes a new room of it and prints the link that opens it,
which lets whoever has it facilitate the room. In a data folder the server may run; the
link is then of the address in NINEFOLD_ORIGINS. Into a room that is there it goes with a
token of the room from NINEFOLD_TOKEN, and what that was before is kept as a version.

  --mode       add, replace: beside what is in the room, or instead of it; add
  --dry-run    only says what would become of it
  --token      instead of NINEFOLD_TOKEN, for a moment: others on the machine can see it
  --quiet, --json

Exit code: 0 done; 2 not done.`,

  async run(args, tools) {
    const { places, options } = readArguments(args, ["<file>", "<url or data-dir>"], own)
    const [source, place] = places
    const mode = oneOf("mode", options.mode ?? "add", ["add", "replace"])
    const { screen } = tools
    const address = addressOf(place)
    const destination = address
      ? onServer(address, mode, options.token ?? tools.token, tools)
      : inFolder(dataFileAt(place), tools)
    const preview = await destination.preview(read(source))
    tellPreview(preview, tools)
    const isDry = options["dry-run"] === true
    const link = isDry ? undefined : await destination.write(preview)
    if (link !== undefined) screen.say(link)
    screen.answer({ ...preview, ...(link !== undefined && { link }) })
    return Exit.done
  },
}

function read(file: string): Uploaded {
  try {
    return { name: path.basename(file), bytes: new Uint8Array(readFileSync(file)) }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === "ENOENT") throw new Refusal(`There is no ${file}.`)
    throw new Refusal(`${file} cannot be read: ${message}.`, { cause: error })
  }
}

function tellPreview({ kind, file, remarks }: ImportPreview, { screen }: Tools): void {
  const cards = Object.values(file.blocks).flat().length
  screen.mention(`${kind}: “${file.title}”, ${countOf(cards, "card")}.`)
  for (const remark of remarks) screen.mention(`  ${remark}`)
}

function onServer(
  { origin, room }: Address,
  mode: ImportIntoRoom["mode"],
  token: string | undefined,
  { fetch }: Tools,
): Destination {
  const post = async (where: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(fetch, new URL(where, origin), {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    })
  return {
    async preview({ name, bytes }) {
      const url = new URL(formatPaths.preview, origin)
      url.searchParams.set("name", name)
      const headers = { "content-type": "application/octet-stream" }
      const answer = await ask(fetch, url, { method: "POST", headers, body: bytes })
      return (await answer.json()) as ImportPreview
    },
    async write({ file }) {
      if (room !== undefined) {
        await post(versionPaths.import(room), { file, mode } satisfies ImportIntoRoom, authorizationBy(token))
        return `${origin}/r/${room}`
      }
      const made = await post(apiPaths.rooms, { from: { kind: "file", file } } satisfies NewRoom)
      const { id, recovery } = (await made.json()) as CreatedRoom
      return origin + linkPath(id, recovery)
    },
  }
}

function inFolder(dataFile: string, tools: Tools): Destination {
  const { newId, random, now, origin, openStore, files } = tools
  const newCardId = () => newId(CARD_ID_LENGTH) as CardId
  return {
    async preview({ name, bytes }) {
      await refuseUnlessReadable(files, dataFile)
      // It brings the readers of all formats, which no other command needs.
      const { readAny } = await import("../formats/read-any.ts")
      const found = await readAny(bytes, name, newCardId)
      if (!found.ok) throw new Refusal(found.fault)
      return found.preview
    },
    async write({ file }) {
      const parsed = parseCanvasFile(file, { newCardId })
      if (!parsed.ok) throw new Refusal(parsed.fault)
      const server = origin()
      const at = now()
      const { record, snapshots } = newRoom(parsed.canvas, newId(ROOM_ID_LENGTH) as RoomId, at)
      const secret = secretOf(random(32))
      const store = await openStore({ file: dataFile })
      try {
        await store.createRoom(record, snapshots)
        await store.saveLink(recoveryLink(record.id, newId(LINK_ID_LENGTH) as LinkId, secret, at))
      } finally {
        await store.close()
      }
      return server + linkPath(record.id, secret)
    },
  }
}
