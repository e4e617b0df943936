// Somebody brings back what was: those who may edit and have the room open see it arrive and read why. Rules VE1, VE11.

import { expect, test } from "vitest"
import type { Version } from "../../shared/versions-api.ts"
import { versionPaths } from "../../shared/versions-api.ts"
import { come, openServerAndBrowser, server } from "../harness/pages.ts"
import { block } from "../harness/room-page.ts"

openServerAndBrowser()

test("[VE1][VE11] a restore arrives on open pages; who may edit reads who did it, who may only read sees it alone", async () => {
  const room = await server.newRoom({ kind: "example" })
  const maker = server.makerOf(room.id)
  const version = await maker.get<Version>("POST", versionPaths.versions(room.id), {
    name: "As agreed in May",
    note: "",
  })
  const [ana, vera] = [await come(room.id, "Ana"), await come(room.id, "Vera", "view")]
  const before = await block(ana.page, "Channels").getByRole("listitem").count()
  await maker.get("POST", versionPaths.import(room.id), {
    file: (await maker.get<{ canvas: object }>("GET", versionPaths.version(room.id, version.id))).canvas,
    mode: "add",
  })
  for (const { page } of [ana, vera])
    await expect.poll(() => block(page, "Channels").getByRole("listitem").count()).toBe(before * 2)

  await maker.get("POST", versionPaths.restore(room.id, version.id), { part: { kind: "everything" } })

  await ana.page.getByText("restored the whole canvas from “As agreed in May”").first().waitFor()
  for (const { page } of [ana, vera])
    await expect.poll(() => block(page, "Channels").getByRole("listitem").count()).toBe(before)
  expect(await vera.page.content()).not.toContain("As agreed in May")
})
