// `npm run bench:discussion`: what the discussion costs, on this machine. Prints figures beside what we aim at; nothing is
// judged, since another load on the machine changes every figure.
import { startServer } from "../harness/server.ts"
import { measureAnchors } from "./discussion/anchors.ts"
import { measureReading } from "./discussion/reading.ts"
import { measureTelling } from "./discussion/telling.ts"

export interface Line {
  what: string
  value: number
  unit: "ms" | "KiB"
  aim?: number
}

const server = await startServer()
try {
  const lines = [...measureAnchors(), ...measureReading(), ...(await measureTelling(server))]
  console.table(
    Object.fromEntries(
      lines.map(({ what, value, unit, aim }) => [what, { value: Math.round(value * 100) / 100, unit, aim }]),
    ),
  )
} finally {
  await server.close()
}
