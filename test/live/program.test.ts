// A program in a room, exactly as the README says it.
import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { apiPaths } from "../../shared/api.ts"
import { startServer } from "../harness/server.ts"
import { root } from "../harness/sources.ts"
import { eventually } from "../harness/wait.ts"

/** The one example in JavaScript that the README has. */
function example(): string {
  const readme = readFileSync(path.join(root, "README.md"), "utf8")
  const examples = [...readme.matchAll(/```js\n([\s\S]*?)```/g)]
  expect(examples.length).toBe(1)
  return examples[0]?.[1] ?? ""
}

test("[LR7] the README's program joins with its token, and is sent away when that is revoked", async () => {
  const server = await startServer()
  onTestFinished(() => server.close())
  const room = await server.newRoom({ kind: "example" })
  const maker = server.makerOf(room.id)
  const token = await maker.newLink(room.id, { kind: "token", role: "view", label: "Reporter" })
  const child = spawn(process.execPath, ["--input-type=module", "--eval", example()], {
    cwd: root,
    env: { ...process.env, SERVER: server.origin.replace(/^http/, "ws"), ROOM: room.id, TOKEN: token.secret },
    stdio: ["ignore", "pipe", "inherit"],
  })
  onTestFinished(() => void child.kill("SIGKILL"))

  const said = await new Promise<string>(resolve =>
    child.stdout.once("data", chunk => resolve(String(chunk))),
  )
  const people = async () => (await maker.ask("GET", apiPaths.people(room.id))).json()
  const whileHere = await people()
  await maker.get("DELETE", apiPaths.link(room.id, token.link.id))
  await eventually(async () =>
    expect(await people()).toContainEqual(expect.objectContaining({ name: "Reporter", isHere: false })),
  )

  expect(said.trim()).toBe(room.title)
  expect(whileHere).toContainEqual(
    expect.objectContaining({ name: "Reporter", role: "view", isProgram: true, isHere: true }),
  )
})
