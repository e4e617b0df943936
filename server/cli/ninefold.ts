// Which command is meant, what its help is, and how it ends: every mistake is one sentence and an exit code, never a
// stack. Rule CM6.
import { StoreUnavailable } from "../storage/store.ts"
import { backup } from "./backup.ts"
import type { Command, Tools } from "./command.ts"
import { doctor } from "./doctor.ts"
import { exporting } from "./export.ts"
import { importing } from "./import.ts"
import { Exit, type ExitCode, Refusal } from "./refusal.ts"
import { restore } from "./restore.ts"
import { createScreen, type Output } from "./screen.ts"

export interface Surroundings extends Omit<Tools, "screen"> {
  out: Output
  err: Output
  /** ms from any point; never goes back. */
  steadyNow: () => number
}

const commands: readonly Command[] = [backup, restore, doctor, exporting, importing]

/** @param args what was typed behind the program's name. */
export async function ninefold(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { out, err, steadyNow } = surroundings
  const [name, ...given] = args
  if (name === undefined || name === "help" || isHelp(name)) {
    out.write(`${overview()}\n`)
    return name === undefined ? Exit.failed : Exit.done
  }
  const command = commands.find(each => each.name === name)
  if (!command) {
    err.write(`There is no command “${name}”; there are ${commands.map(each => each.name).join(", ")}.\n`)
    return Exit.failed
  }
  if (given.some(isHelp)) {
    out.write(`${command.help}\n`)
    return Exit.done
  }
  const has = (...options: string[]) => given.some(each => options.includes(each))
  const screen = createScreen({
    out,
    err,
    isQuiet: has("--quiet", "-q"),
    isJson: has("--json"),
    steadyNow,
  })
  try {
    return await command.run(given, { ...surroundings, screen })
  } catch (error) {
    err.write(`ninefold ${command.name}: ${sentenceOf(error)}\n`)
    return Exit.failed
  }
}

const isHelp = (argument: string): boolean => argument === "--help" || argument === "-h"

const overview = (): string =>
  [
    "Usage: ninefold <command> …",
    "",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`),
    "",
    "`ninefold <command> --help` says more. The server itself starts with `npm start`.",
  ].join("\n")

/** A bug of ours is said as one, in words that can be reported. */
function sentenceOf(error: unknown): string {
  if (error instanceof Refusal || error instanceof StoreUnavailable) return error.message
  return `This should not have happened: ${error instanceof Error ? error.message : String(error)}`
}
