// A data folder as a server leaves it, to be backed up, looked at, and damaged: three rooms, one of them with two snapshots,
// a log and a version, one with a discussion.
import { randomBytes } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { deflateSync } from "node:zlib"
import { nanoid } from "nanoid"
import { onTestFinished } from "vitest"
import * as Y from "yjs"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import { ninefold, type Surroundings } from "../../../server/cli/ninefold.ts"
import { newRoom } from "../../../server/rooms/new-room.ts"
import { DATA_FILE } from "../../../server/storage/data-file.ts"
import { openSqliteStore } from "../../../server/storage/sqlite.ts"
import { sqliteDataFiles } from "../../../server/storage/sqlite-data-file.ts"
import { type Database, openDatabase } from "../../../server/storage/sqlite-driver.ts"
import type { RoomId, VersionId } from "../../../shared/ids.ts"
import { toCanvasFile } from "../../../shared/model/canvas-file.ts"
import { discussionOf } from "../../../shared/model/discussion.ts"
import { contentOf } from "../../../shared/model/document.ts"
import { setMeta } from "../../../shared/model/edits.ts"
import { roomIdOf } from "../../contracts/records.ts"

export const [plain, written, discussed] = ["a", "b", "c"].map(roomIdOf) as [RoomId, RoomId, RoomId]

/** The numbers of the `written` room: snapshots at both ends of the first three updates, and three more behind. */
export const SNAPSHOT = 3
export const HEAD = 6

/** When its one version, called "Pitch", was kept. */
export const VERSION_AT = Date.UTC(2026, 10, 1)

/** @returns a folder that is gone after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "ninefold-cli-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** @returns the data folder of a server that has ended. */
export async function newHouse(): Promise<string> {
  const folder = newFolder()
  const store = await openSqliteStore({ file: path.join(folder, DATA_FILE) })
  for (const id of [plain, written, discussed]) {
    const { record, snapshots } = newRoom(exampleCanvas(), id, 1)
    await store.createRoom(record, snapshots)
  }
  await store.secret("guest-cookie")
  const content = { room: written, document: "content" } as const
  const doc = new Y.Doc()
  const { snapshot } = await store.load(content)
  if (snapshot) Y.applyUpdate(doc, snapshot.update)
  for (let seq = 1; seq <= HEAD; seq++) {
    await store.append([
      { ...content, update: updateBy(doc, () => setMeta(contentOf(doc), { title: `Title ${seq}` })) },
    ])
    if (seq === SNAPSHOT) await store.saveSnapshot(content, { seq, update: Y.encodeStateAsUpdate(doc) })
  }
  const canvas = JSON.stringify(toCanvasFile(exampleCanvas()))
  await store.keepVersion(
    {
      id: "version-of-b" as VersionId,
      room: written,
      reason: "kept",
      name: "Pitch",
      note: "",
      at: VERSION_AT,
      seq: HEAD,
      counts: { cards: 30, words: 1 },
      people: [],
    },
    { state: deflateSync(Y.encodeStateAsUpdateV2(doc)), canvas: deflateSync(canvas) },
  )
  const talk = new Y.Doc()
  const said = updateBy(talk, () => discussionOf(talk).people.set("p", { name: "Ada", color: "#123456" }))
  await store.append([{ room: discussed, document: "discussion", update: said }])
  await store.close()
  return folder
}

function updateBy(doc: Y.Doc, change: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc)
  change()
  return Y.encodeStateAsUpdate(doc, before)
}

/** Changes a data folder's database as something else on the machine could. */
export async function meddle<Result>(folder: string, work: (db: Database) => Result): Promise<Result> {
  const db = await openDatabase(path.join(folder, DATA_FILE))
  try {
    return work(db)
  } finally {
    db.close()
  }
}

export interface Ran {
  code: number
  out: string
  err: string
}

/** Runs a command in this process, as `npx ninefold` does in its own. */
export async function run(args: readonly string[], surroundings: Partial<Surroundings> = {}): Promise<Ran> {
  const [out, err] = [paper(), paper()]
  const code = await ninefold(args, {
    files: sqliteDataFiles,
    openStore: openSqliteStore,
    fetch: () => Promise.reject(new Error("There is no network in this test")),
    origin: () => "https://canvas.example.org",
    token: undefined,
    newId: nanoid,
    random: length => new Uint8Array(randomBytes(length)),
    out,
    err,
    now: () => Date.UTC(2026, 10, 24, 9, 5),
    steadyNow: () => performance.now(),
    ...surroundings,
  })
  return { code, out: out.text(), err: err.text() }
}

function paper() {
  let all = ""
  return {
    write(text: string) {
      all += text
    },
    text: () => all,
  }
}
