// What a command is, and what it is given to work with: everything it touches outside of itself comes from main.ts.
import type { DataFiles } from "../storage/data-file.ts"
import type { Store } from "../storage/store.ts"
import type { ExitCode } from "./refusal.ts"
import type { Screen } from "./screen.ts"

export interface Tools {
  files: DataFiles
  /** Opens a data file to write to it, brought up to date first. */
  openStore: (options: { file: string }) => Promise<Store>
  fetch: typeof fetch
  screen: Screen
  /** Where people reach the server whose data lie here. @throws Refusal where its settings have mistakes. */
  origin: () => string
  /** What opens a room over HTTP, as the environment has it. */
  token: string | undefined
  /** An id of so many characters that cannot be guessed. */
  newId: (length: number) => string
  random: (length: number) => Uint8Array
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
