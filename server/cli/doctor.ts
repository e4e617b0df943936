// `doctor`: is everything that is stored still what was stored, and would it open? Looks room by room, each as of one
// moment, and changes nothing, so it may be asked while the server runs. Rules CM4, CM5.

import type { DocumentName } from "../../shared/api.ts"
import { countOf } from "../../shared/counted.ts"
import type { RoomId } from "../../shared/ids.ts"
import { type DataFile, DataUnreadable, type StoredHistory } from "../storage/data-file.ts"
import type { RoomRecord } from "../storage/store.ts"
import { readArguments } from "./arguments.ts"
import type { Command } from "./command.ts"
import { type Examined, examineRoom, type StoredRoom } from "./examine.ts"
import { dataFileAt, readingFile } from "./places.ts"
import { Exit } from "./refusal.ts"
import type { Screen } from "./screen.ts"
import { examineVersion, lookThrough } from "./version-faults.ts"

interface ExaminedRoom extends Examined {
  id: RoomId
  versions: number
}

interface Report {
  file: string
  /** What is wrong with the file as a whole; a sentence each. */
  faults: string[]
  rooms: ExaminedRoom[]
}

export const doctor: Command = {
  name: "doctor",
  summary: "look whether everything that is stored is whole and opens",
  help: `Usage: ninefold doctor <data-dir> [--quiet] [--json]

Looks through a data folder, or a backup: whether the database is sound, whether every
snapshot and every change has the bytes that were stored and none is missing, whether
each room loads, for the server as for browsers, and whether its canvas and its versions
can be read. Changes nothing; the server may run. With --quiet only what is wrong is said.

  <data-dir>   the folder that NINEFOLD_DATA names, or a backup's file

Exit code: 0 all is well; 1 damage was found; 2 it could not be read.`,

  async run(args, { files, screen }) {
    const { places } = readArguments(args, ["<data-dir>"], {})
    const file = dataFileAt(places[0])
    const report = await readingFile(files, file, data => examine(file, data, screen))
    screen.answer(report)
    const damaged = report.rooms.filter(({ findings }) => findings.length > 0).length
    const isWell = damaged === 0 && report.faults.length === 0
    if (isWell) screen.mention(`${countOf(report.rooms.length, "room")}, all well.`)
    else screen.say(`${countOf(report.rooms.length, "room")}, ${damaged} damaged${inFile(report.faults)}.`)
    return isWell ? Exit.done : Exit.damaged
  },
}

const inFile = ({ length }: readonly string[]): string =>
  length > 0 ? `; ${countOf(length, "fault")} of the file as a whole` : ""

function examine(file: string, data: DataFile, screen: Screen): Report {
  const faults = fileFaults(data)
  for (const fault of faults) screen.say(fault)
  const progress = screen.progress("Looking at the rooms")
  const records = data.rooms()
  const rooms = records.flatMap((record, index): ExaminedRoom[] => {
    progress.reach(index / records.length)
    const stored = storedRoom(data, record)
    if (!stored) return []
    const { findings, ...room } = examineRoom(record, stored)
    const { versions, faults } = lookThrough(data.versions(record.id), examineVersion)
    return [{ id: record.id, ...room, versions, findings: [...findings, ...faults.map(says => ({ says }))] }]
  })
  progress.end()
  for (const room of rooms) tell(room, screen)
  return { file, faults, rooms }
}

function fileFaults(data: DataFile): string[] {
  const said = (work: () => string[]): string[] => {
    try {
      return work()
    } catch (error) {
      if (error instanceof DataUnreadable) return [`The file cannot be read as a whole: ${error.message}.`]
      throw error
    }
  }
  return [
    ...said(() => data.faults().map(fault => `The file: ${fault}.`)),
    ...said(() =>
      data.strays().map(({ table, count }) => `${countOf(count, "row")} of ${table} belong to no room.`),
    ),
  ]
}

/** @returns undefined where the room was removed since the list was made. */
function storedRoom(data: DataFile, { id: room }: RoomRecord): StoredRoom | undefined {
  const stored = (document: DocumentName): StoredHistory | string | undefined => {
    try {
      return data.history({ room, document })
    } catch (error) {
      if (error instanceof DataUnreadable) return "The file is damaged where it is stored."
      throw error
    }
  }
  const [content, discussion] = [stored("content"), stored("discussion")]
  return content !== undefined && discussion !== undefined ? { content, discussion } : undefined
}

function tell({ id, title, cards, comments, versions, findings }: ExaminedRoom, screen: Screen): void {
  const name = `Room ${id} “${title}”`
  const size = `${countOf(cards, "card")}, ${countOf(comments, "comment")}, ${countOf(versions, "version")}`
  if (findings.length === 0) screen.mention(`${name}: well, ${size}.`)
  else screen.say(`${name}: damaged.`)
  for (const { document, says } of findings) screen.say(`  ${document ? `${document}: ` : ""}${says}`)
}
