// The server and the browser that a file of browser tests works with, and the people who come.
import type { Browser } from "playwright-core"
import { afterAll, beforeAll } from "vitest"
import { linkPath } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import type { Role } from "../../shared/roles.ts"
import { newPerson, openBrowser, type Person } from "./browser.ts"
import type { WindowOptions } from "./chromium.ts"
import { saysState } from "./room-page.ts"
import { startServer, type TestServer } from "./server.ts"

/** Set while the tests run. */
export let server: TestServer
export let browser: Browser

/** Starts both before the first test of the file and ends them after its last. */
export function openServerAndBrowser(): void {
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })
}

export const newExample = async (): Promise<RoomId> => (await server.newRoom({ kind: "example" })).id

/** Somebody who has come to a room by a link of this role and has all of it before them. */
export async function come(
  room: RoomId,
  name: string,
  role: Role = "edit",
  options: WindowOptions = {},
): Promise<Person> {
  const { secret } = await server.makerOf(room).newLink(room, { role })
  const person = await newPerson(browser, name, options)
  await person.page.goto(server.origin + linkPath(room, secret))
  await saysState(person.page, /^(Saved|Live)$/)
  return person
}
