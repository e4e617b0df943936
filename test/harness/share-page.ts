// Sharing as a facilitator does it: by the dialog, and by the code that a room full of people scans.
import type { Locator, Page } from "playwright-core"
import { encode } from "uqr"

export const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "Share this room" })

export async function openShare(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Share", exact: true }).click()
  await dialog(page).getByRole("region", { name: "Comment" }).waitFor()
}

/** Makes a link for a role and reads its address off the screen that shows its code. */
export async function linkFor(page: Page, role: string): Promise<string> {
  await openShare(page)
  await dialog(page)
    .getByRole("button", { name: `Show the code of a ${role} link` })
    .click()
  const address = await scan(page)
  // One dialog at a time.
  await page.keyboard.press("Escape")
  await dialog(page).waitFor()
  await page.keyboard.press("Escape")
  await dialog(page).waitFor({ state: "detached" })
  return address
}

/**
 * Reads the code that is drawn: the address below it, once each module of the drawing is found dark or light as the
 * code of that address has it, so that a camera reads the same.
 */
async function scan(page: Page): Promise<string> {
  const code = page.getByRole("img", { name: "The link as a QR code" })
  await code.waitFor()
  const address = await page.getByText(/#k=/).innerText()
  const { size, data } = encode(address, { ecc: "M", border: 4 })
  const drawn = await code.evaluate(svg => {
    const { width, height } = (svg as SVGSVGElement).viewBox.baseVal
    const shapes = [...svg.querySelectorAll("path")]
    const isDark = (x: number, y: number) =>
      shapes.some(shape => shape.isPointInFill(new DOMPoint(x + 0.5, y + 0.5)))
    return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => isDark(x, y)))
  })
  if (drawn.length !== size || JSON.stringify(drawn) !== JSON.stringify(data))
    throw new Error("The code that is drawn is not that of the address below it")
  return address
}
