// Holds the house's walls: which folder may import which. The compiler keeps client, server and shared apart; this
// keeps the folders inside them apart too, and keeps packages where they belong. Rules HO1, HO2.
import { expect, test } from "vitest"
import { cycleIn, type Import, importsIn, importsOf, sourcesBelow } from "./harness/sources.ts"

/**
 * What each part of the house may import of ours. A part is a folder or a file; the longest name that fits a file
 * is its part. A target names a folder with everything below it, or one file.
 */
const walls: Record<string, readonly string[]> = {
  shared: ["shared"],
  seeds: ["seeds", "shared"],

  "server/main.ts": ["server", "shared"],
  "server/cli/main.ts": ["server", "shared"],
  "server/cli": [
    "server/cli",
    "server/formats",
    "server/access",
    "server/rooms",
    "server/http/file-name.ts",
    "server/versions/versions.ts",
    "server/storage/store.ts",
    "server/storage/data-file.ts",
    "server/storage/checksum.ts",
    "shared",
  ],
  "server/first-run.ts": [
    "server/access",
    "server/rooms",
    "server/storage/store.ts",
    "server/log.ts",
    "seeds",
    "shared",
  ],
  "server/shutdown.ts": ["server/log.ts", "shared"],
  "server/config.ts": ["server/log.ts", "shared"],
  "server/log.ts": [],
  "server/start-worker.ts": [],
  "server/worker-line.ts": ["server/rooms/timers.ts"],
  "server/formats": [
    "server/formats",
    "server/discussion/fill.ts",
    "server/versions/thin.ts",
    "server/versions/version-bytes.ts",
    "server/rooms",
    "server/start-worker.ts",
    "server/worker-line.ts",
    "seeds",
    "shared",
  ],
  "server/http": [
    "server/http",
    "server/access",
    "server/discussion",
    "server/formats",
    "server/versions",
    "server/rooms",
    "server/storage/store.ts",
    "server/storage/access-store.ts",
    "server/storage/discussion-store.ts",
    "server/log.ts",
    "seeds",
    "shared",
  ],
  "server/discussion": [
    "server/discussion",
    "server/rooms",
    "server/storage/store.ts",
    "server/storage/access-store.ts",
    "server/storage/discussion-store.ts",
    "shared",
  ],
  "server/versions": [
    "server/versions",
    "server/access",
    "server/rooms",
    "server/start-worker.ts",
    "server/worker-line.ts",
    "server/storage/store.ts",
    "server/storage/access-store.ts",
    "server/storage/version-store.ts",
    "shared",
  ],
  "server/access": ["server/access", "server/storage/access-store.ts", "shared"],
  "server/wire": [
    "server/wire",
    "server/access",
    "server/rooms",
    "server/storage/access-store.ts",
    "server/log.ts",
    "shared",
  ],
  "server/rooms": [
    "server/rooms",
    "server/storage/store.ts",
    "server/bus/bus.ts",
    "server/log.ts",
    "server/start-worker.ts",
    "server/worker-line.ts",
    "shared",
  ],
  "server/bus": ["server/bus", "shared"],
  "server/storage": ["server/storage", "server/start-worker.ts", "shared"],

  "client/main.tsx": ["client", "shared"],
  "client/ahead.ts": ["client/hooks", "client/sync", "client/api.ts", "shared"],
  "client/app.tsx": ["client/pages", "client/hooks", "client/ui", "client/styles", "client/api.ts", "shared"],
  "client/api.ts": ["client/server-clock.ts", "shared"],
  "client/server-clock.ts": [],
  "client/pages": [
    "client/pages",
    "client/canvas",
    "client/commentary",
    "client/text",
    "client/search",
    "client/discussion",
    "client/files",
    "client/share",
    "client/versions",
    "client/hooks",
    "client/sync",
    "client/ui",
    "client/styles",
    "client/api.ts",
    "shared",
  ],
  "client/canvas": ["client/canvas", "client/text", "client/hooks", "client/sync", "client/ui", "shared"],
  "client/commentary": [
    "client/commentary",
    "client/text",
    "client/hooks",
    "client/sync",
    "client/ui",
    "shared",
  ],
  "client/discussion": [
    "client/discussion",
    "client/text",
    "client/hooks",
    "client/sync",
    "client/ui",
    "client/api.ts",
    "shared",
  ],
  "client/files": ["client/files", "client/versions", "client/hooks", "client/ui", "client/api.ts", "shared"],
  "client/search": ["client/search", "client/text", "client/hooks", "client/sync", "client/ui", "shared"],
  // The past is drawn in the look of the present: from the live board's and article's styles, not their parts.
  "client/versions": [
    "client/versions",
    "client/canvas",
    "client/commentary",
    "client/discussion/page-places.ts",
    "client/text",
    "client/hooks",
    "client/sync",
    "client/ui",
    "client/api.ts",
    "shared",
  ],
  "client/share": ["client/share", "client/hooks", "client/sync", "client/ui", "client/api.ts", "shared"],
  "client/text": ["client/text", "client/hooks", "client/sync", "client/ui", "shared"],
  "client/hooks": ["client/hooks", "client/sync", "client/api.ts", "client/server-clock.ts", "shared"],
  "client/sync": ["client/sync", "shared"],
  "client/ui": ["client/ui"],
  "client/styles": ["client/styles"],
}

/** Packages that belong to one part: nobody else imports them. Types of a package count as the package. */
const homes: Record<string, readonly string[]> = {
  react: ["client"],
  "react-dom": ["client"],
  wouter: ["client"],
  "lucide-react": ["client"],
  "y-indexeddb": ["client/sync"],
  "y-websocket": ["client/sync"],
  ws: ["server/wire", "server/main.ts"],
  hono: ["server/http", "server/main.ts"],
  "@hono/node-server": ["server/http", "server/main.ts"],
  zod: ["server"],
  pino: ["server/log.ts", "server/main.ts"],
  "@photostructure/sqlite": ["server/storage"],
  "node:sqlite": ["server/storage"],
}

const folders = ["shared", "seeds", "server", "client"]
const isBuildFile = (file: string) => file.endsWith("vite.config.ts")
const sources = folders.flatMap(sourcesBelow).filter(file => !isBuildFile(file))
const imports = sources.flatMap(importsOf)
const ours = imports.filter(edge => edge.isOurs)
const packages = imports.filter(edge => !edge.isOurs)

const isBelow = (file: string, part: string) => file === part || file.startsWith(`${part}/`)
const partOf = (file: string) =>
  Object.keys(walls)
    .filter(part => isBelow(file, part))
    .sort((a, b) => b.length - a.length)[0]
const say = ({ from, to }: Import) => `${from} → ${to}`

test("[HO1] shared imports nothing of ours but itself, and no DOM, Node or React", () => {
  const pure = packages.filter(edge => isBelow(edge.from, "shared"))

  expect(sources.filter(file => isBelow(file, "shared")).length).toBeGreaterThan(10)
  expect(ours.filter(edge => isBelow(edge.from, "shared") && !isBelow(edge.to, "shared")).map(say)).toEqual(
    [],
  )
  expect(pure.filter(edge => /^(node:|react|ws$|hono|zod|pino|happy-dom)/.test(edge.to)).map(say)).toEqual([])
  // Tiptap is a third of the client: only the file the editor chunk imports may name it.
  const tiptap = pure.filter(
    edge => edge.to.startsWith("@tiptap/") && edge.from !== "shared/model/extensions.ts",
  )
  expect(tiptap.map(say)).toEqual([])
})

test("[HO1] client and server never import each other, and nothing imports tests", () => {
  const crossing = ours.filter(
    ({ from, to }) =>
      (isBelow(from, "client") && isBelow(to, "server")) ||
      (isBelow(from, "server") && isBelow(to, "client")) ||
      (isBelow(from, "client") && isBelow(to, "seeds")) ||
      isBelow(to, "test"),
  )

  expect(crossing.map(say)).toEqual([])
})

test("[HO2] every file has a place in the house", () => {
  expect(sources.filter(file => partOf(file) === undefined)).toEqual([])
})

test("[HO2] imports point only along the walls", () => {
  const through = ours.filter(({ from, to }) => {
    const open = walls[partOf(from) ?? ""] ?? []
    return !open.some(part => isBelow(to, part))
  })

  expect(through.map(say)).toEqual([])
})

test("[HO2] only the two wirings, the server's and the commands', name a store's driver", () => {
  const naming = ours.filter(
    ({ from, to }) =>
      /^server\/storage\/(sqlite|memory)/.test(to) &&
      !isBelow(from, "server/storage") &&
      from !== "server/main.ts" &&
      from !== "server/cli/main.ts",
  )

  expect(naming.map(say)).toEqual([])
})

test("[HO2] a package is imported only where it is at home, and sync never imports React", () => {
  const astray = packages.filter(({ from, to }) => {
    const home = homes[to]
    return home !== undefined && !home.some(part => isBelow(from, part))
  })
  const react = packages.filter(({ from, to }) => isBelow(from, "client/sync") && /^react/.test(to))

  expect([...astray, ...react].map(say)).toEqual([])
})

test("[HO2] no files import each other in a ring, not even types", () => {
  expect(cycleIn(ours)).toBeUndefined()
})

test("[HO2] the reader of imports sees every way to import, and a ring where there is one", () => {
  const text = `
    import type { A } from "./a.ts"
    export * from "../b.ts"
    export type { C } from "./c.ts"
    const later = () => import("./d.tsx")
    // import "./e.ts"
    import "@scope/name/deep.css"
  `

  expect(
    importsIn("client/ui/x.tsx", text)
      .map(edge => edge.to)
      .sort(),
  ).toEqual(["@scope/name", "client/b.ts", "client/ui/a.ts", "client/ui/c.ts", "client/ui/d.tsx"])
  const edge = (from: string, to: string): Import => ({ from, to, isOurs: true })
  expect(cycleIn([edge("a", "b"), edge("b", "c"), edge("c", "b")])).toEqual(["b", "c", "b"])
  expect(cycleIn([edge("a", "b"), edge("b", "c"), edge("a", "c")])).toBeUndefined()
})
