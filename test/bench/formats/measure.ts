// What one format costs: the file of one room, written in a process of its own by the worker as it is built.
import { fork } from "node:child_process"
import path from "node:path"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import type { ExportQuestion } from "../../../server/formats/export-source.ts"
import { newRoom } from "../../../server/rooms/new-room.ts"
import type { ExportFormat } from "../../../shared/formats-api.ts"
import type { CardId, RoomId } from "../../../shared/ids.ts"
import type { Canvas } from "../../../shared/model/canvas.ts"
import { root } from "../../harness/sources.ts"
import { median } from "../client/figures.ts"

const WARM_RUNS = 3
const WRITTEN_AT = Date.UTC(2026, 10, 24)

export interface Cost {
  format: ExportFormat
  cards: number
  /** The first file, the start of the worker and of all the format needs included. */
  coldMs: number
  /** The same, by the processor: what else the machine does has little share in it. */
  coldCpuMs: number
  /** The medians of those after it. */
  warmMs: number
  warmCpuMs: number
  /** The most that the process had in memory at once, Node itself included. */
  peakMiB: number
  /** What of it was Node, before the worker was started. */
  atRestMiB: number
  sizeKiB: number
}

interface Told {
  files: { ms: number; cpuMs: number; bytes: number }[]
  peakKiB: number
  atRestKiB: number
}

/** The example with each of its cards so many times, and its commentary once. */
export function exampleTimes(times: number): Canvas {
  const example = exampleCanvas()
  const cards = example.cards.flatMap(card =>
    Array.from({ length: times }, (_, i) => ({ ...card, id: `${card.id}-${i}` as CardId })),
  )
  return { ...example, cards }
}

export async function measureFormat(format: ExportFormat, canvas: Canvas): Promise<Cost> {
  const { snapshots } = newRoom(canvas, "bench-room" as RoomId, 0)
  const question: ExportQuestion = {
    format,
    options: { paper: "a4", theme: "light", scale: 2 },
    canvas: { kind: "now", content: snapshots.content ?? new Uint8Array() },
    seesArchive: true,
    withNames: true,
    at: WRITTEN_AT,
  }
  const child = fork(path.join(import.meta.dirname, "one-format.mjs"), {
    serialization: "advanced",
    execArgv: [],
  })
  const told = new Promise<Told>((resolve, reject) => {
    child.once("message", message => resolve(message as Told))
    child.once("exit", code => reject(new Error(`Writing ${format} ended the process: ${code}`)))
  })
  child.send({ entry: path.join(root, "dist/server/export-worker.js"), question, times: 1 + WARM_RUNS })
  const { files, peakKiB, atRestKiB } = await told
  const [cold, ...warm] = files
  return {
    format,
    cards: canvas.cards.length,
    coldMs: cold?.ms ?? Number.NaN,
    coldCpuMs: cold?.cpuMs ?? Number.NaN,
    warmMs: median(warm.map(file => file.ms)),
    warmCpuMs: median(warm.map(file => file.cpuMs)),
    peakMiB: peakKiB / 1024,
    atRestMiB: atRestKiB / 1024,
    sizeKiB: (cold?.bytes ?? Number.NaN) / 1024,
  }
}
