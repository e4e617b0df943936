// The closing line of a test run in plain words: `N passed, N failed`, with `, N skipped` where any were.
import type { Reporter, TestModule } from "vitest/node"

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++
      if (module.errors().length > 0) count.failed++
    }
    const skipped = count.skipped + count.pending
    const tail = skipped > 0 ? `, ${skipped} skipped` : ""
    process.on("exit", () =>
      process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${tail}\n`),
    )
  }
}
