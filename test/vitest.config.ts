import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    reporters: ["default", `${import.meta.dirname}/summary-reporter.ts`],
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**", "test/live/**"],
          environment: "node",
        },
      },
      {
        plugins: [react()],
        test: { name: "dom", include: ["test/**/*.test.tsx"], environment: "happy-dom" },
      },
      {
        test: {
          name: "live",
          include: ["test/live/**/*.test.ts", "test/browser/**/*.test.ts"],
          environment: "node",
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
