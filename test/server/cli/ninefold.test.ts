// What somebody who types a command sees: help, mistakes, progress.
import { expect, test } from "vitest"
import { createScreen } from "../../../server/cli/screen.ts"
import { DataUnreadable } from "../../../server/storage/data-file.ts"
import { sqliteDataFiles } from "../../../server/storage/sqlite-data-file.ts"
import { exportFormats } from "../../../shared/formats-api.ts"
import { newFolder, newHouse, plain, run } from "./house.ts"

test("[CM6] the list of commands, and the help of each", async () => {
  const overview = await run(["--help"])
  const names = [...overview.out.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = ""]) => name)
  const helps = await Promise.all(names.map(name => run([name, "--help"])))

  expect(overview).toMatchObject({ code: 0, err: "" })
  expect(names).toEqual(["backup", "restore", "doctor", "export", "import"])
  for (const [index, { code, out, err }] of helps.entries()) {
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(out).toMatch(new RegExp(`^Usage: ninefold ${names[index]} <`))
    expect(out).toContain("Exit code: 0 ")
    expect(out.split("\n").filter(line => line.length > 90)).toEqual([])
  }
})

test.each([
  [[], ""],
  [["bakcup"], "There is no command “bakcup”; there are backup, restore, doctor, export, import.\n"],
  [["backup", "data"], "ninefold backup: It needs <data-dir> and <file-or-dir>; <file-or-dir> is missing.\n"],
  [["doctor", "a", "b"], "ninefold doctor: It takes <data-dir>; “b” is one too many.\n"],
  [
    ["export"],
    "ninefold export: It needs <room-url or data-dir> and [room]; <room-url or data-dir> is missing.\n",
  ],
  [
    ["export", "a", "--format", "gif"],
    `ninefold export: --format is “gif”; it can be ${exportFormats.join(", ")}.\n`,
  ],
  [["export", "http://a/b"], /^ninefold export: The address is not a room's; .*\n$/],
  [["export", `http://a/r/${plain}`], /^ninefold export: It needs a token of the room: .*\n$/],
  [["import", "nowhere.md", "http://a"], "ninefold import: There is no nowhere.md.\n"],
  [
    ["import", "a.md", "http://a", "--mode", "merge"],
    "ninefold import: --mode is “merge”; it can be add, replace.\n",
  ],
  [["doctor", "a", "--fast"], "ninefold doctor: Unknown option '--fast'.\n"],
  [["export", "a", "--out", "--json"], "ninefold export: Option '--out' argument is ambiguous.\n"],
  [["doctor", "a", "--json=yes"], "ninefold doctor: Option '--json' does not take an argument.\n"],
])("[CM6] %j is answered by one sentence, and 2", async (args, sentence) => {
  const { code, err } = await run(args)

  expect(code).toBe(2)
  expect(err).toEqual(typeof sentence === "string" ? sentence : expect.stringMatching(sentence))
})

test("[CM6] a bug of ours is a sentence too, not a stack", async () => {
  const open = () => Promise.reject(new Error("the sky fell"))

  const { code, err } = await run(["doctor", await newHouse()], { files: { ...sqliteDataFiles, open } })

  expect({ code, err }).toEqual({
    code: 2,
    err: "ninefold doctor: This should not have happened: the sky fell\n",
  })
})

test("[CM6] a folder that cannot be read is no bug", async () => {
  const open = () => Promise.reject(new DataUnreadable("the database is locked"))

  const { err } = await run(["backup", await newHouse(), newFolder()], {
    files: { ...sqliteDataFiles, open },
  })

  expect(err).toMatch(/^ninefold backup: \S+ cannot be read: the database is locked\.\n$/)
})

/** What is written to standard error while half of something is reached, then all of it. */
function shown(options: { isTTY?: boolean; isQuiet?: boolean; isJson?: boolean; stepMs?: number }): string[] {
  const lines: string[] = []
  let now = 0
  const screen = createScreen({
    out: { write: () => undefined },
    err: { write: text => lines.push(text), isTTY: options.isTTY === true },
    isQuiet: options.isQuiet === true,
    isJson: options.isJson === true,
    steadyNow: () => now,
  })
  const progress = screen.progress("Copying")
  for (const part of [0.1, 0.5, 0.501, 1.2]) {
    progress.reach(part)
    now += part === 0.5 ? 1 : (options.stepMs ?? 100)
  }
  progress.end()
  return lines
}

test("[CM6] a terminal gets a bar, not drawn too often; a log gets lines; scripts get none", () => {
  const erase = "\r\x1b[K"

  expect(shown({ isTTY: true })).toEqual([
    `${erase}Copying ██░░░░░░░░░░░░░░░░░░░░░░ 10 %`,
    `${erase}Copying ████████████░░░░░░░░░░░░ 50 %`,
    `${erase}Copying ████████████████████████ 100 %`,
    erase,
  ])
  expect(shown({})).toEqual(["Copying …\n"])
  expect(shown({ stepMs: 5_000 })).toEqual(["Copying …\n", "Copying … 50 %\n", "Copying … 100 %\n"])
  expect(shown({ isTTY: true, isQuiet: true })).toEqual([])
  expect(shown({ isJson: true })).toEqual([])
})
