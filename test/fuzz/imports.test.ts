// Sound files damaged at random: whatever comes of them, it is an answer, and what is taken is what a room takes.
import { expect, test } from "vitest"
import * as Y from "yjs"
import { exampleCanvas } from "../../seeds/seeds.ts"
import { readAny } from "../../server/formats/read-any.ts"
import type { CardId } from "../../shared/ids.ts"
import { parseCanvasFile, toCanvasFile } from "../../shared/model/canvas-file.ts"
import { contentOf } from "../../shared/model/document.ts"
import { fillCanvas } from "../../shared/model/edits.ts"
import { zip } from "../fixtures/imports/archive.ts"
import { report } from "../fixtures/imports/word.ts"
import { type Random, randomBySeed } from "../harness/random.ts"

/** How many damaged files of each kind are tried. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 60)

let made = 0
const newCardId = () => `card-${made++}` as CardId
const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const json = text(JSON.stringify(toCanvasFile(exampleCanvas())))

function update(): Uint8Array {
  const doc = new Y.Doc()
  fillCanvas(contentOf(doc), exampleCanvas())
  return Y.encodeStateAsUpdate(doc)
}

const kinds: [name: string, sound: () => Uint8Array | Promise<Uint8Array>][] = [
  ["x.canvas.json", () => json],
  ["x.zip", () => zip({ "canvas.json": json, "other.txt": text("other") })],
  ["x.docx", report],
  ["x.yjs", update],
  [
    "x.md",
    () =>
      text(
        "# Ours\n\n## Key Partners\n\n- **Labs:** [research](https://a.example)\n\n| a | b |\n|---|---|\n| c | d |\n",
      ),
  ],
  ["x.csv", () => text('block,title,detail\nKey Partners,"La""bs",research\n')],
]

function damaged(sound: Uint8Array, random: Random): Uint8Array {
  const bytes = sound.slice()
  for (let hits = random.below(6); hits > 0; hits--) bytes[random.below(bytes.length)] = random.below(256)
  return random.chance(0.4) ? bytes.slice(0, random.below(bytes.length)) : bytes
}

test.each(kinds)(
  "[IN5] %s damaged at random is refused in a sentence, or read to what a room takes",
  async (name, sound) => {
    const random = randomBySeed(5)
    const whole = await sound()
    const faults: string[] = []
    for (let run = 0; run < RUNS; run++) {
      const context = { newId: newCardId, now: 1 }
      const read = await readAny(damaged(whole, random), random.chance(0.8) ? name : "", context)
      if (!read.ok && !/^["A-Z].*\.$/s.test(read.fault)) faults.push(`run ${run}: ${read.fault}`)
      const taken = read.ok ? parseCanvasFile(read.preview.file, { newCardId }) : { ok: true }
      if (!taken.ok) faults.push(`run ${run}: a room refuses it`)
    }

    expect(faults).toEqual([])
  },
)
