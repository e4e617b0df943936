// `backup`: everything a server keeps, as of one moment, in one file that is known to be whole. Rules CM1, CM2.
import { countOf } from "../../shared/counted.ts"
import { readArguments } from "./arguments.ts"
import type { Command } from "./command.ts"
import { copyVerified, tellDamage } from "./copying.ts"
import { dataFileAt, newFileAt } from "./places.ts"
import { sizeOf } from "./words.ts"

export const backup: Command = {
  name: "backup",
  summary: "copy everything a server keeps into one file, while it runs or not",
  help: `Usage: ninefold backup <data-dir> <file-or-dir> [--quiet] [--json]

Copies everything in a data folder into one file: rooms, versions, links, and what
keeps guests known. The server may run and be written to; the copy is of one moment.
It is checked before it gets its name, so a file that is there is whole.

  <data-dir>      the folder that NINEFOLD_DATA names
  <file-or-dir>   a file that is not there yet, or a folder: the file is then named
                  by the time

Keep it as you keep passwords: it opens every room.

Exit code: 0 done; 1 done, and some of it was damaged already; 2 not done.`,

  async run(args, tools) {
    const { places } = readArguments(args, ["<data-dir>", "<file-or-dir>"], {})
    const [folder, target] = places
    const file = newFileAt(target, tools.now())
    const copied = await copyVerified(tools, dataFileAt(folder), file)
    tools.screen.mention(`${file}: ${countOf(copied.rooms, "room")}, ${sizeOf(copied.bytes)}, checked.`)
    tools.screen.answer({ file, ...copied })
    return tellDamage(copied, tools.screen)
  },
}
