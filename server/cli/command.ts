// What a command is, and what it is given to work with: everything it touches outside of itself comes from main.ts.
import type { DataFiles } from "../storage/data-file.ts"
import type { ExitCode } from "./refusal.ts"
import type { Screen } from "./screen.ts"

export interface Tools {
  files: DataFiles
  screen: Screen
  /** ms since 1970 */
  now: () => number
}

export interface Command {
  name: string
  /** Half a line for the list of commands. */
  summary: string
  /** What `--help` says, from the usage on. */
  help: string
  /** @throws Refusal where it cannot do what was asked. */
  run(args: readonly string[], tools: Tools): Promise<ExitCode>
}
