// A data file → a copy of it that was read again before it got its name, so that whatever has the name is whole. What
// both `backup` and `restore` do. Rules CM1, CM2.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs"
import path from "node:path"
import { documentNames } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { type DataFile, DataUnreadable } from "../storage/data-file.ts"
import type { Tools } from "./command.ts"
import { readingFile } from "./places.ts"
import { Exit, type ExitCode, Refusal } from "./refusal.ts"
import { rowFaults } from "./row-faults.ts"
import type { Progress, Screen } from "./screen.ts"
import { lookThrough, versionFaults } from "./version-faults.ts"

export interface Copied {
  rooms: number
  bytes: number
  /** What was damaged in the source already, and so is in the copy; a sentence each. */
  damage: Damage[]
}

export interface Damage {
  room?: RoomId
  says: string
}

/** How often it is looked how far the copy is. */
const LOOK_MS = 100

/**
 * @param to is not there; its folder is.
 * @throws Refusal where it could not be copied or read again, and nothing is left behind then.
 */
export async function copyVerified({ files, screen }: Tools, from: string, to: string): Promise<Copied> {
  const bytes = await readingFile(files, from, data => data.bytes)
  const partial = `${to}.partial`
  // With what SQLite keeps beside a file while it writes it.
  const forget = () => {
    for (const file of [partial, `${partial}-journal`]) rmSync(file, { force: true })
  }
  const stopForgetting = onInterrupt(forget)
  try {
    // Made first, for its owner alone: everything anybody wrote is in it, and what opens it.
    forget()
    closeSync(openSync(partial, "wx", 0o600))
    await showing(screen.progress("Copying"), partial, bytes, files.copy(from, partial))
    const copied = await readingFile(files, partial, data =>
      verify(data, screen.progress("Checking the copy")),
    )
    const { size } = statSync(partial)
    renameSync(partial, to)
    flushFolder(path.dirname(to))
    return { ...copied, bytes: size }
  } catch (error) {
    throw refusalOf(error, from)
  } finally {
    forget()
    stopForgetting()
  }
}

async function showing(
  progress: Progress,
  file: string,
  bytes: number,
  copied: Promise<void>,
): Promise<void> {
  const look = setInterval(() => progress.reach(statSync(file).size / bytes), LOOK_MS)
  try {
    await copied
  } finally {
    clearInterval(look)
    progress.end()
  }
}

function verify(data: DataFile, progress: Progress): Omit<Copied, "bytes"> {
  const damage: Damage[] = data.faults().map(fault => ({ says: `The file: ${fault}.` }))
  const rooms = data.rooms()
  rooms.forEach(({ id: room }, index) => {
    for (const document of documentNames) {
      const stored = data.history({ room, document })
      for (const says of stored ? rowFaults(stored) : []) damage.push({ room, says: `${document}: ${says}` })
    }
    for (const says of lookThrough(data.versions(room), versionFaults).faults) damage.push({ room, says })
    progress.reach((index + 1) / rooms.length)
  })
  progress.end()
  return { rooms: rooms.length, damage }
}

/** Tells of damage that was copied along. @returns how the command ends. */
export function tellDamage({ damage }: Copied, screen: Screen): ExitCode {
  for (const { room, says } of damage) screen.say(room === undefined ? says : `Room ${room}: ${says}`)
  return damage.length > 0 ? Exit.damaged : Exit.done
}

function refusalOf(error: unknown, from: string): unknown {
  if (error instanceof DataUnreadable)
    return new Refusal(`${from} cannot be copied: ${error.message}.`, { cause: error })
  if (!(error instanceof Error) || !("syscall" in error)) return error
  return new Refusal(`The copy cannot be written: ${error.message}.`, { cause: error })
}

/** A name is on the disk once its folder is; Windows has no such thing as opening one. */
function flushFolder(folder: string): void {
  if (process.platform === "win32") return
  const handle = openSync(folder, "r")
  fsyncSync(handle)
  closeSync(handle)
}

/** @returns what ends the watch. */
function onInterrupt(clean: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM"] as const
  const end = (signal: NodeJS.Signals) => {
    clean()
    stop()
    process.kill(process.pid, signal)
  }
  const stop = () => {
    for (const signal of signals) process.off(signal, end)
  }
  for (const signal of signals) process.on(signal, end)
  return stop
}
