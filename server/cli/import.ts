// `import`: a file of any kind that can be read → a new room, on a server or in a data folder, or into a room that is there.
// Shows what becomes of it before anything is written. Rule CM8.
import { readFileSync } from "node:fs"
import path from "node:path"
import { type CreatedRoom, linkPath } from "../../shared/api.ts"
import { countOf } from "../../shared/counted.ts"
import { alongInWords, formatPaths, type ImportPreview, type Wanted } from "../../shared/formats-api.ts"
import { LINK_ID_LENGTH, type LinkId, ROOM_ID_LENGTH, type RoomId } from "../../shared/ids.ts"
import { type ImportIntoRoom, versionPaths } from "../../shared/versions-api.ts"
import { recoveryLink } from "../access/recovery.ts"
import { secretOf } from "../access/secrets.ts"
import { recordOf } from "../rooms/new-room.ts"
import { oneOf, readArguments } from "./arguments.ts"
import type { Command, Tools } from "./command.ts"
import { dataFileAt, refuseUnlessReadable } from "./places.ts"
import { Exit, Refusal } from "./refusal.ts"
import { type Address, addressOf, ask, authorizationBy } from "./remote.ts"

const own = {
  mode: { type: "string" },
  bare: { type: "boolean" },
  "dry-run": { type: "boolean" },
  token: { type: "string" },
} as const

/** One way to read and to write: on a server, or in a folder of this machine. */
interface Destination {
  preview(file: Uploaded): Promise<ImportPreview>
  /** @returns the address of the room. */
  write(file: Uploaded, preview: ImportPreview): Promise<string>
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
link is then of the address in NINEFOLD_ORIGINS. Of a room's own archive or canvas file
the comments and versions come along, by people who are marked as imported. Into a room
that is there the canvas alone goes, with a token of the room from NINEFOLD_TOKEN, and
what that was before is kept as a version.

  --mode       add, replace: beside what is in the room, or instead of it; add
  --bare       a new room without the comments and versions that are in the file
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
    const isWhole = options.bare !== true
    const wanted = { comments: isWhole, versions: isWhole }
    const destination = address
      ? onServer(address, { mode, wanted, token: options.token ?? tools.token }, tools)
      : inFolder(dataFileAt(place), wanted, tools)
    const file = read(source)
    const preview = await destination.preview(file)
    tellPreview(preview, isWhole && address?.room === undefined, tools)
    const isDry = options["dry-run"] === true
    const link = isDry ? undefined : await destination.write(file, preview)
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

function tellPreview(
  { kind, file, along, remarks }: ImportPreview,
  comesAlong: boolean,
  { screen }: Tools,
): void {
  const cards = Object.values(file.blocks).flat().length
  screen.mention(`${kind}: “${file.title}”, ${countOf(cards, "card")}.`)
  const more = alongInWords(along)
  if (more !== "") screen.mention(`  ${more} ${comesAlong ? "come along." : "are left out."}`)
  for (const remark of remarks) screen.mention(`  ${remark}`)
}

interface Asking {
  mode: ImportIntoRoom["mode"]
  wanted: Wanted
  token: string | undefined
}

function onServer({ origin, room }: Address, { mode, wanted, token }: Asking, { fetch }: Tools): Destination {
  const send = (where: string, { name, bytes }: Uploaded, query: Record<string, unknown> = {}) => {
    const url = new URL(where, origin)
    for (const [key, value] of Object.entries({ name, ...query })) url.searchParams.set(key, String(value))
    const headers = { "content-type": "application/octet-stream" }
    return ask(fetch, url, { method: "POST", headers, body: bytes })
  }
  return {
    async preview(uploaded) {
      return (await (await send(formatPaths.preview, uploaded)).json()) as ImportPreview
    },
    async write(uploaded, { file }) {
      if (room === undefined) {
        const made = await send(formatPaths.newRoom, uploaded, { ...wanted })
        const { id, recovery } = (await made.json()) as CreatedRoom
        return origin + linkPath(id, recovery)
      }
      await ask(fetch, new URL(versionPaths.import(room), origin), {
        method: "POST",
        headers: { "content-type": "application/json", ...authorizationBy(token) },
        body: JSON.stringify({ file, mode } satisfies ImportIntoRoom),
      })
      return `${origin}/r/${room}`
    },
  }
}

function inFolder(dataFile: string, wanted: Wanted, tools: Tools): Destination {
  const { newId, random, now, origin, openStore, files } = tools
  return {
    async preview({ name, bytes }) {
      await refuseUnlessReadable(files, dataFile)
      // It brings the readers of all formats, which no other command needs.
      const { readAny } = await import("../formats/read-any.ts")
      const found = await readAny(bytes, name, { newId, now: now() })
      if (!found.ok) throw new Refusal(found.fault)
      return found.preview
    },
    async write({ name, bytes }) {
      const at = now()
      const { readRoom } = await import("../formats/import-room.ts")
      const found = await readRoom(bytes, name, wanted, { newId, now: at })
      if (!found.ok) throw new Refusal(found.fault)
      const { beginning } = found
      const server = origin()
      const record = recordOf(beginning, newId(ROOM_ID_LENGTH) as RoomId, at)
      const secret = secretOf(random(32))
      const store = await openStore({ file: dataFile })
      try {
        await store.createRoom(record, beginning.snapshots, beginning.versions)
        await store.saveLink(recoveryLink(record.id, newId(LINK_ID_LENGTH) as LinkId, secret, at))
      } finally {
        await store.close()
      }
      return server + linkPath(record.id, secret)
    },
  }
}
