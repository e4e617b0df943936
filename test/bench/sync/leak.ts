// Rooms that are written and closed, in waves: what the second wave adds to the server's memory is what it leaks.
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { prepareRooms } from "./prepare.ts"
import { type Figures, wave } from "./scenarios.ts"
import { startTarget, type TargetName } from "./targets.ts"

const ROOMS = 2_000
const SETTLE_MS = 20_000

/** @returns resident MB at the start, after the first wave and after the second, each once it has settled. */
export async function leakTrial(name: TargetName): Promise<Figures> {
  const dataDir = mkdtempSync(`${tmpdir()}/ninefold-bench-`)
  const rooms =
    name === "ninefold"
      ? await prepareRooms(dataDir, 2 * ROOMS)
      : Array.from({ length: 2 * ROOMS }, (_, i) => `room-${i}`)
  const target = await startTarget(name, dataDir)
  const megabytes = () => target.residentBytes() / 1e6
  const settled = async () => {
    await new Promise(resolve => setTimeout(resolve, SETTLE_MS))
    return megabytes()
  }
  const line = { url: target.url, dialect: target.dialect, rooms, filled: false }
  const start = megabytes()
  await wave(line, 0, ROOMS)
  const first = await settled()
  await wave(line, ROOMS, ROOMS)
  const second = await settled()
  await target.stop()
  return {
    startMB: start,
    firstMB: first,
    secondMB: second,
    secondAddsPercent: ((second - first) / first) * 100,
  }
}
