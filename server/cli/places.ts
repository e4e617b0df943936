// The files and folders that commands are given: which one is meant, and whether it is there. Rule CM6.
import { existsSync, readdirSync, statSync } from "node:fs"
import path from "node:path"
import { DATA_FILE, type DataFile, type DataFiles, DataUnreadable } from "../storage/data-file.ts"
import { Refusal } from "./refusal.ts"

const isFolder = (place: string): boolean =>
  statSync(place, { throwIfNoEntry: false })?.isDirectory() === true

/**
 * @param place a data folder, or a file such as a backup.
 * @throws Refusal where there is none.
 */
export function dataFileAt(place: string): string {
  if (!existsSync(place)) throw new Refusal(`There is no ${place}.`)
  if (!isFolder(place)) return place
  const file = path.join(place, DATA_FILE)
  if (!existsSync(file))
    throw new Refusal(`There is no ${DATA_FILE} in ${place}; it is in the folder that NINEFOLD_DATA names.`)
  return file
}

/**
 * Where a new backup goes: the file that was named, or one named by the time in the folder that was.
 *
 * @throws Refusal where something is there already, or the folder is not.
 */
export function newFileAt(place: string, now: number): string {
  // Colons cannot stand in file names everywhere.
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(":", "-")
  const file = isFolder(place) ? path.join(place, `ninefold-${stamp}Z.db`) : place
  if (existsSync(file)) throw new Refusal(`There is ${file} already, and nothing is written over it.`)
  if (!isFolder(path.dirname(file))) throw new Refusal(`There is no folder ${path.dirname(file)}.`)
  return file
}

/** @throws Refusal where the folder has anything in it: what is there might be all somebody has. */
export function refuseUnlessEmpty(folder: string): void {
  if (!existsSync(folder)) return
  if (!isFolder(folder)) throw new Refusal(`${folder} is a file; give the name of a folder.`)
  if (readdirSync(folder).length > 0)
    throw new Refusal(`${folder} is not empty, and nothing is put over what is there; give an empty folder.`)
}

/**
 * Lets `work` read a data file, and closes it.
 *
 * @throws Refusal where it cannot be read.
 */
export async function readingFile<Result>(
  files: DataFiles,
  file: string,
  work: (data: DataFile) => Result | Promise<Result>,
): Promise<Result> {
  try {
    const data = await files.open(file)
    try {
      return await work(data)
    } finally {
      data.close()
    }
  } catch (error) {
    if (!(error instanceof DataUnreadable)) throw error
    throw new Refusal(`${file} cannot be read: ${error.message}.`, { cause: error })
  }
}

/** @throws Refusal where the file cannot be read, or a newer Ninefold wrote it: what it knows would be lost here. */
export const refuseUnlessReadable = (files: DataFiles, file: string): Promise<void> =>
  readingFile(files, file, () => undefined)
