import { availableParallelism } from "node:os"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"
import LongestFirst from "./longest-first.ts"

// What passes never waits this long: it is for what hangs, on a machine that runs everything at once.
const patience = {
  testTimeout: 120_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000, interval: 50 } },
}

// Their promises are about time: they run after all others, one by one.
const timed = ["test/live/exports.test.ts", "test/live/roles.test.ts"]

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    // A file that waits for its server or its browser leaves a core to another, so two even where there are two cores.
    maxWorkers: Math.max(2, availableParallelism() >> 1),
    sequence: { sequencer: LongestFirst },
    reporters: ["default", `${import.meta.dirname}/summary-reporter.ts`],
    projects: [
      {
        test: {
          ...patience,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**", "test/live/**"],
          environment: "node",
        },
      },
      {
        plugins: [react()],
        test: { ...patience, name: "dom", include: ["test/**/*.test.tsx"], environment: "happy-dom" },
      },
      {
        test: {
          ...patience,
          name: "live",
          include: ["test/live/**/*.test.ts", "test/browser/**/*.test.ts"],
          exclude: timed,
          environment: "node",
        },
      },
      {
        test: { ...patience, name: "timed", include: timed, environment: "node", fileParallelism: false },
      },
    ],
  },
})
