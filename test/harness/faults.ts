// What axe finds serious or critical on a page, each with the places it was found.
import { AxeBuilder } from "@axe-core/playwright"
import type { Page } from "playwright-core"

export async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)
}
