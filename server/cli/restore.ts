// `restore`: a backup → a data folder that a server can start on. Nothing in it is changed on the way: rooms keep their
// epoch, so clients that come back with newer edits merge them, and secrets are kept, so cookies and links still open what
// they did. Rules CM2, CM3.
import { mkdirSync } from "node:fs"
import path from "node:path"
import { countOf } from "../../shared/counted.ts"
import { DATA_FILE } from "../storage/data-file.ts"
import { readArguments } from "./arguments.ts"
import type { Command } from "./command.ts"
import { copyVerified, tellDamage } from "./copying.ts"
import { dataFileAt, refuseUnlessEmpty, refuseUnlessReadable } from "./places.ts"

export const restore: Command = {
  name: "restore",
  summary: "put a backup into an empty data folder, ready to start on",
  help: `Usage: ninefold restore <backup> <data-dir> [--quiet] [--json]

Puts a backup into a data folder. A server that starts on it has the rooms, links and
guests of the backup. Browsers that still have newer edits of a room bring them along
when they come back. Run it as the user that the server runs as.

  <backup>     a file that "ninefold backup" wrote
  <data-dir>   an empty folder, or one that is not there yet

Exit code: 0 done; 1 done, and some of the backup is damaged; 2 not done.`,

  async run(args, tools) {
    const { places } = readArguments(args, ["<backup>", "<data-dir>"], {})
    const [given, folder] = places
    const { files, screen } = tools
    const backup = dataFileAt(given)
    refuseUnlessEmpty(folder)
    await refuseUnlessReadable(files, backup)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const copied = await copyVerified(tools, backup, path.join(folder, DATA_FILE))
    screen.mention(`${folder} has ${countOf(copied.rooms, "room")}; start with NINEFOLD_DATA=${folder}.`)
    screen.answer({ folder, ...copied })
    return tellDamage(copied, screen)
  },
}
