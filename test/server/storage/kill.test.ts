// What a process had been told is stored is there after the process was killed without warning.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { createInterface } from "node:readline"
import { afterAll, expect, test } from "vitest"
import { openSqliteStore } from "../../../server/storage/sqlite.ts"
import { roomRecord } from "../../contracts/records.ts"

const folder = mkdtempSync(path.join(tmpdir(), "ninefold-kill-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** Appends in a process of its own and kills it at the given number of answers. Returns the numbers it was told. */
async function appendUntilKilled(file: string, answers: number, isFirst: boolean): Promise<number[]> {
  const script = path.join(import.meta.dirname, "append-without-end.ts")
  const child = spawn(process.execPath, ["--import", "tsx", script, file, isFirst ? "make" : ""], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const ended = once(child, "exit")
  const told: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(Number(line))
    if (told.length === answers) child.kill("SIGKILL")
  }
  await ended
  return told
}

test("[SV3] every append that was answered survives kill -9", async () => {
  const file = path.join(folder, "killed.db")
  const told: number[] = []

  for (const answers of [1, 150, 777])
    told.push(...(await appendUntilKilled(file, answers, told.length === 0)))

  const store = await openSqliteStore({ file })
  const { tail, damage } = await store.load({ room: roomRecord("a").id, document: "content" })
  await store.close()
  const stored = new Set(tail.map(({ seq }) => seq))
  expect(damage).toBeUndefined()
  expect(told.length).toBeGreaterThanOrEqual(1 + 150 + 777)
  expect(told.filter(seq => !stored.has(seq))).toEqual([])
})
