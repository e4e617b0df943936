// Weighs what a visitor downloads: the built client's scripts, gzipped. Reads dist/client, which `npm test` builds
// first. Fonts and styles are not scripts and are not counted. Rule HO4.
import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { gzipSync } from "node:zlib"
import { parseSync } from "vite"
import { expect, test } from "vitest"
import { root } from "./harness/sources.ts"

const KIB = 1024
const limitsKib = { entry: 150, editor: 165, all: 330 }
const dist = path.join(root, "dist/client")

interface Script {
  name: string
  gzipBytes: number
  imports: string[]
  holdsEditor: boolean
}

function readScript(name: string): Script {
  const file = path.join(dist, name)
  const text = readFileSync(file, "utf8")
  const { module } = parseSync(name, text)
  const asked = [...module.staticImports, ...module.staticExports.flatMap(({ entries }) => entries)]
  const map = `${file}.map`
  return {
    name,
    gzipBytes: gzipSync(text).length,
    imports: asked.flatMap(({ moduleRequest }) =>
      moduleRequest?.value.startsWith(".")
        ? [path.posix.join(path.posix.dirname(name), moduleRequest.value)]
        : [],
    ),
    holdsEditor: existsSync(map) && readFileSync(map, "utf8").includes("prosemirror-view/"),
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
  return { first, editors, entry, kib: { entry: kib(entry), editor: kib(editor), all: kib(names) } }
}

test("[HO4] the entry, the editor and all scripts together keep their weight", () => {
  expect(existsSync(path.join(dist, "index.html")), "build first: npm run build").toBe(true)

  const { first, editors, entry, kib } = weigh()

  expect(first.length).toBeGreaterThan(0)
  expect(editors.length).toBeGreaterThan(0)
  // An editor that is part of the entry would make every visitor wait for it.
  expect(editors.filter(name => entry.has(name))).toEqual([])
  expect(kib.entry).toBeLessThanOrEqual(limitsKib.entry)
  expect(kib.editor).toBeLessThanOrEqual(limitsKib.editor)
  expect(kib.all).toBeLessThanOrEqual(limitsKib.all)
})
