// Export and import as programs do them, on a server by its address: what the commands write is what the server has.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { linkPath } from "../../shared/api.ts"
import type { LinkSecret, RoomId } from "../../shared/ids.ts"
import { readCanvas } from "../../shared/model/read.ts"
import { command } from "../harness/command.ts"
import { ApiGuest } from "../harness/people.ts"
import { startServer, type TestServer } from "../harness/server.ts"
import { StockClient } from "../harness/stock-client.ts"
import { until } from "../harness/wait.ts"

const shelf = mkdtempSync(path.join(tmpdir(), "ninefold-shelf-"))
const page = path.join(shelf, "bakery.txt")

let server: TestServer
let room: RoomId
let token: string
beforeAll(async () => {
  server = await startServer()
  room = (await server.newRoom({ kind: "example" })).id
  token = (await server.makerOf(room).newLink(room, { kind: "token", role: "edit", label: "Script" })).secret
  writeFileSync(page, "# Bakery\n\nChannels\n- Market stall\n- Web shop\n")
})
afterAll(async () => {
  await server.close()
  rmSync(shelf, { recursive: true, force: true })
})

const roomUrl = () => `${server.origin}/r/${room}`

/** The titles of a room's cards, as somebody with a cookie sees them. */
async function cardsIn(id: RoomId, cookie: string): Promise<string[]> {
  const client = new StockClient(server.origin, id, { key: { cookie } })
  await client.synced()
  const cards = readCanvas(client.content)?.cards ?? []
  client.close()
  return cards.map(({ text }) => JSON.stringify(text))
}

test("[CM7] by its address and from the data folder a room is the same file", async () => {
  const [near, far] = [path.join(shelf, "near.json"), path.join(shelf, "far.json")]

  const asked = await command(["export", roomUrl(), "--out", far, "-q"], { NINEFOLD_TOKEN: token })
  const read = await command(["export", server.dataDir, room, "--out", near, "-q"])
  const named = await command(["export", `${roomUrl()}#k=x`, "--out", shelf, "--json", "--token", token])

  expect([asked, read]).toEqual(Array(2).fill({ code: 0, out: "", err: "" }))
  expect(readFileSync(far, "utf8")).toBe(readFileSync(near, "utf8"))
  expect(JSON.parse(named.out).files[0].file).toMatch(/\/Z\.ai China.*\.canvas\.json$/)
})

test("[CM7][CM6] what the server refuses is said in its words", async () => {
  const before = readdirSync(shelf)
  const refused = (url: string, secret: string) => command(["export", url, "--out", shelf, "--token", secret])

  const [wrong, elsewhere, gone] = await Promise.all([
    refused(roomUrl(), "A".repeat(43)),
    refused(`${server.origin}/r/${"z".repeat(22)}`, token),
    refused(`http://localhost:1/r/${room}`, token),
  ])

  for (const { code, err } of [wrong, elsewhere])
    expect([code, err.split("\n").at(-2)]).toEqual([
      2,
      `ninefold export: ${server.origin} refuses: There is nothing at this address. There is no such room.`,
    ])
  expect(gone.code).toBe(2)
  expect(gone.err).toMatch(/ninefold export: http:\/\/localhost:1 cannot be reached: .+\.\n$/)
  expect(readdirSync(shelf)).toEqual(before)
})

test("[CM8] a file becomes a room on a server, or in its folder while it runs; the link opens either", async () => {
  const origins = { NINEFOLD_ORIGINS: server.origin }
  const onServer = await command(["import", page, server.origin])
  const inFolder = await command(["import", page, server.dataDir, "-q"], origins)

  const links = [onServer, inFolder].map(({ out }) => new URL(out.trim().split("\n").at(-1) ?? ""))
  const visits = links.map(async ({ pathname, hash }) => {
    const [id, secret] = [pathname.slice("/r/".length) as RoomId, hash.slice("#k=".length) as LinkSecret]
    const guest = new ApiGuest(server.origin, "Ada")
    const { you } = await guest.enter(id, secret)
    return { path: linkPath(id, secret), role: you.role, cards: await cardsIn(id, guest.cookie ?? "") }
  })
  const found = await Promise.all(visits)
  expect([onServer.code, inFolder.code]).toEqual([0, 0])
  expect(onServer.out).toMatch(/^\S.*: “Bakery”, 2 cards\.\n/)
  expect(inFolder.out).toMatch(/^\S+\n$/)
  for (const [index, { path: opened, role, cards }] of found.entries()) {
    expect(links[index]?.href).toBe(server.origin + opened)
    expect(role).toBe("facilitate")
    expect(cards.map(card => /Market stall|Web shop/.exec(card)?.[0])).toEqual(["Market stall", "Web shop"])
  }
})

test("[CM8] into a room that is there, a file is added by a token, and people see it arrive", async () => {
  const witness = new StockClient(server.origin, room)
  await witness.synced()
  const hasStall = () => JSON.stringify(readCanvas(witness.content)?.cards ?? []).includes("Market stall")

  const dry = await command(["import", page, roomUrl(), "--dry-run"], { NINEFOLD_TOKEN: token })
  const hadStall = hasStall()
  const { code, out } = await command(["import", page, roomUrl(), "-q"], { NINEFOLD_TOKEN: token })
  await until("the card arrives", hasStall)

  expect([dry.code, hadStall]).toEqual([0, false])
  expect({ code, out }).toEqual({ code: 0, out: `${roomUrl()}\n` })
  expect(readCanvas(witness.content)?.cards).toHaveLength(32)
  witness.close()
})
