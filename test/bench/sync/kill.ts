// kill -9 while somebody types: edits that another client had already seen and the restarted server no longer has.
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { LoadClient } from "./client.ts"
import { prepareRooms } from "./prepare.ts"
import type { Figures } from "./scenarios.ts"
import { rangesOf, Writer } from "./tally.ts"
import { startTarget, type TargetName } from "./targets.ts"

const KILLS = 12
const TYPING_MS = 3_000
const EVERY_MS = 20

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** @returns how many of 12 kills lost anything that had been seen, and how many edits in the worst of them. */
export async function killTrial(name: TargetName): Promise<Figures> {
  const lost: number[] = []
  for (let kill = 0; kill < KILLS; kill++) lost.push(await lostInOneKill(name, TYPING_MS + kill * 37))
  return { kills: KILLS, killsWithLoss: lost.filter(edits => edits > 0).length, mostLost: Math.max(...lost) }
}

async function lostInOneKill(name: TargetName, typingMs: number): Promise<number> {
  const dataDir = mkdtempSync(`${tmpdir()}/ninefold-bench-`)
  const [room = ""] = name === "ninefold" ? await prepareRooms(dataDir, 1) : ["room"]
  const target = await startTarget(name, dataDir)
  const writer = new Writer(1000)
  let seen = 0
  const typist = new LoadClient(target.url, target.dialect, room)
  const reader = new LoadClient(target.url, target.dialect, room, {
    onUpdate: update => {
      for (const [client, , to] of rangesOf(update)) if (client === 1000) seen = Math.max(seen, to)
    },
  })
  await Promise.all([typist.synced, reader.synced])
  const typing = setInterval(() => typist.sendUpdate(writer.edit(0)), EVERY_MS)
  await pause(typingMs)
  await target.kill9()
  clearInterval(typing)
  for (const client of [typist, reader]) client.close()

  const again = await startTarget(name, dataDir)
  let stored = 0
  const visitor = new LoadClient(again.url, again.dialect, room, {
    onUpdate: update => {
      for (const [client, , to] of rangesOf(update)) if (client === 1000) stored = Math.max(stored, to)
    },
  })
  await visitor.synced
  await pause(300)
  visitor.close()
  await again.stop()
  return Math.max(0, seen - stored)
}
