// Weighs what a visitor downloads: the built client's scripts, gzipped. Reads dist/client, which `npm test` builds
// first. Fonts and styles are not scripts and are not counted. Rule HO4.
import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { gzipSync } from "node:zlib"
import { parseSync } from "vite"
import { expect, test } from "vitest"
import { root } from "./harness/sources.ts"

const KIB = 1024
/** `room` is all a room needs to be read and written; the others are fetched when they are opened. */
const limitsKib = { entry: 150, editor: 165, room: 330, people: 40, versions: 40, files: 40 }
const dist = path.join(root, "dist/client")

interface Script {
  name: string
  gzipBytes: number
  imports: string[]
  holdsEditor: boolean
  sources: string[]
}

/** What is fetched when it is opened, by what it was written for; the first that fits a script is its part. */
const parts = {
  people: /client\/(share|discussion)\//,
  versions: /client\/versions\/|shared\/model\/diff/,
  files: /client\/files\//,
}

function readScript(name: string): Script {
  const file = path.join(dist, name)
  const text = readFileSync(file, "utf8")
  const { module } = parseSync(name, text)
  const asked = [...module.staticImports, ...module.staticExports.flatMap(({ entries }) => entries)]
  const map = `${file}.map`
  const sources = existsSync(map)
    ? (JSON.parse(readFileSync(map, "utf8")) as { sources: string[] }).sources
    : []
  return {
    name,
    gzipBytes: gzipSync(text).length,
    imports: asked.flatMap(({ moduleRequest }) =>
      moduleRequest?.value.startsWith(".")
        ? [path.posix.join(path.posix.dirname(name), moduleRequest.value)]
        : [],
    ),
    holdsEditor: sources.some(source => source.includes("prosemirror-view/")),
    sources,
  }
}

/** The scripts and everything they import before they run. */
function withImports(names: readonly string[], scripts: ReadonlyMap<string, Script>): Set<string> {
  const reached = new Set<string>()
  const visit = (name: string) => {
    if (reached.has(name)) return
    reached.add(name)
    for (const imported of scripts.get(name)?.imports ?? []) visit(imported)
  }
  for (const name of names) visit(name)
  return reached
}

function weigh() {
  const names = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter(name => name.endsWith(".js"))
  const scripts = new Map(names.map(name => [name, readScript(name)]))
  const html = readFileSync(path.join(dist, "index.html"), "utf8")
  const first = [...html.matchAll(/<(?:script|link)[^>]*(?:src|href)="\/([^"]+\.js)"/g)].map(
    ([, name = ""]) => name,
  )
  const entry = withImports(first, scripts)
  const editors = names.filter(name => scripts.get(name)?.holdsEditor)
  const editor = [...withImports(editors, scripts)].filter(name => !entry.has(name))
  const kib = (some: Iterable<string>) =>
    [...some].reduce((sum, name) => sum + (scripts.get(name)?.gzipBytes ?? 0), 0) / KIB
  const partOf = (name: string) =>
    Object.entries(parts).find(([, isOf]) =>
      scripts.get(name)?.sources.some(source => isOf.test(source)),
    )?.[0]
  const later = names.filter(name => !entry.has(name))
  const weightOf = (part: keyof typeof parts) => kib(later.filter(name => partOf(name) === part))
  const room = names.filter(name => entry.has(name) || partOf(name) === undefined)
  return {
    first,
    editors,
    entry,
    kib: {
      entry: kib(entry),
      editor: kib(editor),
      room: kib(room),
      people: weightOf("people"),
      versions: weightOf("versions"),
      files: weightOf("files"),
    },
  }
}

test("[HO4] the entry, the editor, a room and what is fetched when it is opened keep their weight", () => {
  expect(existsSync(path.join(dist, "index.html")), "build first: npm run build").toBe(true)

  const { first, editors, entry, kib } = weigh()

  expect(first.length).toBeGreaterThan(0)
  expect(editors.length).toBeGreaterThan(0)
  // An editor that is part of the entry would make every visitor wait for it.
  expect(editors.filter(name => entry.has(name))).toEqual([])
  expect(kib.entry).toBeLessThanOrEqual(limitsKib.entry)
  expect(kib.editor).toBeLessThanOrEqual(limitsKib.editor)
  expect(kib.room).toBeLessThanOrEqual(limitsKib.room)
  expect(kib.people).toBeLessThanOrEqual(limitsKib.people)
  expect(kib.versions).toBeLessThanOrEqual(limitsKib.versions)
  expect(kib.files).toBeLessThanOrEqual(limitsKib.files)
})
