// `export`: a room as a file, from a server by its address or from a data folder; or every room of that. Rule CM7.
import { existsSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"
import {
  type ExportFormat,
  type ExportQuery,
  exportFormats,
  formatPaths,
  papers,
} from "../../shared/formats-api.ts"
import { isRoomId, isVersionId, type RoomId } from "../../shared/ids.ts"
import { oneOf, readArguments } from "./arguments.ts"
import type { Command, Tools } from "./command.ts"
import { dataFileAt, readingFile } from "./places.ts"
import { Exit, Refusal } from "./refusal.ts"
import { addressOf, ask, authorizationBy } from "./remote.ts"
import { fileOfRoom, type RoomFile } from "./room-file.ts"
import { sizeOf } from "./words.ts"

const own = {
  format: { type: "string" },
  out: { type: "string", short: "o" },
  version: { type: "string" },
  paper: { type: "string" },
  theme: { type: "string" },
  scale: { type: "string" },
  comments: { type: "boolean" },
  "no-names": { type: "boolean" },
  token: { type: "string" },
} as const

type Options = ReturnType<typeof readArguments<[], typeof own>>["options"]

export const exporting: Command = {
  name: "export",
  summary: "write a room, or every room of a data folder, into files",
  help: `Usage: ninefold export <room-url> [options]
       ninefold export <data-dir> [room] [options]

Writes a room in one of the formats. By its address it asks the server, with a token of
the room from NINEFOLD_TOKEN; from a data folder it reads what is stored, whether the
server runs or not. Without a room it writes every room of the folder.

  --format     json, which loses nothing, or one of
               ${exportFormats.slice(1).join(", ")}
  -o, --out    the file, or a folder for a file named by the room's title; this folder
  --version    the id of a version instead of the room as it is now
  --paper      ${papers.join(", ")}; a4
  --theme      light, dark; light
  --scale      1, 2, 4: the pixels of a picture; 2
  --comments   with the discussion
  --no-names   without the names of people
  --token      instead of NINEFOLD_TOKEN, for a moment: others on the machine can see it
  --quiet, --json

Exit code: 0 done; 1 done, but a room is damaged; 2 not done.`,

  async run(args, tools) {
    const { places, options } = readArguments(args, ["<room-url or data-dir>", "[room]"], own)
    const [place, room] = places
    const query = queryOf(options)
    const address = addressOf(place)
    if (address && room !== undefined)
      throw new Refusal("The address names the room; nothing goes behind it.")
    const target = options.out ?? "."
    const saved = address
      ? {
          files: [save(await askServer(address, query, options.token ?? tools.token, tools), target)],
          damage: [],
        }
      : await fromFolder(dataFileAt(place), room, query, target, tools)
    const { screen } = tools
    for (const { file, bytes } of saved.files) screen.mention(`${file}, ${sizeOf(bytes)}`)
    for (const sentence of saved.damage) screen.say(sentence)
    screen.answer(saved)
    return saved.damage.length > 0 ? Exit.damaged : Exit.done
  },
}

function queryOf(options: Options): ExportQuery {
  const { version, paper, theme, scale } = options
  if (version !== undefined && !isVersionId(version))
    throw new Refusal(`“${version}” is the id of no version.`)
  return {
    format: oneOf<ExportFormat>("format", options.format ?? "json", exportFormats),
    ...(version !== undefined && { version }),
    ...(paper !== undefined && { paper: oneOf("paper", paper, papers) }),
    ...(theme !== undefined && { theme: oneOf("theme", theme, ["light", "dark"]) }),
    ...(scale !== undefined && { scale: Number(oneOf("scale", scale, ["1", "2", "4"])) as 1 | 2 | 4 }),
    ...(options.comments && { comments: true }),
    ...(options["no-names"] && { names: false }),
  }
}

async function askServer(
  { origin, room }: { origin: string; room?: RoomId },
  query: ExportQuery,
  token: string | undefined,
  { fetch, screen }: Tools,
): Promise<RoomFile> {
  if (room === undefined) throw new Refusal("The address names no room.")
  const url = new URL(formatPaths.export(room), origin)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
  const headers = authorizationBy(token)
  const progress = screen.progress("Waiting for the file")
  try {
    const response = await ask(fetch, url, { headers })
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { name: nameIn(response.headers, `${room}.${query.format}`), bytes, isPartial: false }
  } finally {
    progress.end()
  }
}

/** The name the server gives the file, as far as it is one: it must lead to no other folder. */
function nameIn(headers: Headers, otherwise: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(headers.get("content-disposition") ?? "")?.[1]
  const name = encoded === undefined ? "" : path.basename(decodeURIComponent(encoded))
  return name === "" || name.startsWith(".") ? otherwise : name
}

async function fromFolder(
  source: string,
  room: string | undefined,
  query: ExportQuery,
  target: string,
  { files, screen, now }: Tools,
): Promise<Saved> {
  if (room !== undefined && !isRoomId(room)) throw new Refusal(`“${room}” is the id of no room.`)
  if (room === undefined && !isFolder(target))
    throw new Refusal(`There is no folder ${target} for the rooms to go into.`)
  return readingFile(files, source, async data => {
    const rooms = room === undefined ? data.rooms().map(({ id }) => id) : [room]
    const saved: Saved = { files: [], damage: [] }
    const progress = screen.progress("Exporting")
    for (const [index, id] of rooms.entries()) {
      progress.reach(index / rooms.length)
      const file = await fileOfRoom(data, id, query, now()).catch((error: unknown) => {
        // Of many, the others are still wanted.
        if (!(error instanceof Refusal) || room !== undefined) throw error
        saved.damage.push(error.message)
      })
      if (!file) continue
      saved.files.push(save(file, target))
      if (file.isPartial) saved.damage.push(`Room ${id} is damaged; its file has what can be read.`)
    }
    progress.end()
    return saved
  })
}

interface Saved {
  files: SavedFile[]
  /** A sentence for each room that is not, or not whole, in its file. */
  damage: string[]
}

interface SavedFile {
  file: string
  bytes: number
}

const isFolder = (place: string): boolean =>
  statSync(place, { throwIfNoEntry: false })?.isDirectory() === true

/** A name of our own choosing is made free; one that was typed and is taken is refused. */
function save({ name, bytes }: RoomFile, target: string): SavedFile {
  const file = isFolder(target) ? freeNameIn(target, name) : target
  try {
    writeFileSync(file, bytes, { flag: "wx" })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === "EEXIST") throw new Refusal(`There is ${file} already, and nothing is written over it.`)
    throw new Refusal(`${file} cannot be written: ${message}.`, { cause: error })
  }
  return { file, bytes: bytes.length }
}

/** @returns such as "Title.pdf", or "Title 2.pdf" where there is one. */
function freeNameIn(folder: string, name: string): string {
  const [, stem = name, ending = ""] = /^(.+?)((?:\.canvas)?\.[a-z]+)$/.exec(name) ?? []
  for (let number = 1; ; number++) {
    const file = path.join(folder, number === 1 ? name : `${stem} ${number}${ending}`)
    if (!existsSync(file)) return file
  }
}
