// The project's own sources as data: which files there are, and what each one imports. Read with a real parser, so
// that a type-only import counts and a commented-out one does not.
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { parseSync } from "vite"

export const root = path.resolve(import.meta.dirname, "../..")

export interface Import {
  /** The importing file, from the project's root, with forward slashes. */
  from: string
  /** A file from the project's root, or the bare name of a package, such as `yjs` or `node:fs`. */
  to: string
  /** True where `to` is a file of ours. */
  isOurs: boolean
}

const isSource = (name: string) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts")

/** @returns every TypeScript file below a folder, as paths from the project's root. */
export function sourcesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .flatMap(entry => {
      const place = `${folder}/${entry.name}`
      if (entry.name === "node_modules") return []
      if (entry.isDirectory()) return sourcesBelow(place)
      return isSource(entry.name) ? [place] : []
    })
    .sort()
}

/** @returns each import, re-export and `import()` of a file, with relative ones resolved. */
export function importsOf(file: string): Import[] {
  return importsIn(file, readFileSync(path.join(root, file), "utf8"))
}

export function importsIn(file: string, text: string): Import[] {
  const { module, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`)
  const asked = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(entry => entry.moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      text.slice(moduleRequest.start, moduleRequest.end).replace(/^["'`]|["'`]$/g, ""),
    ),
  ]
  return [...new Set(asked)].map(request => resolveFrom(file, request))
}

function resolveFrom(from: string, request: string): Import {
  if (!request.startsWith("."))
    return { from, to: /^(@[^/]+\/)?[^/]+/.exec(request)?.[0] ?? request, isOurs: false }
  const to = path.posix.join(path.posix.dirname(from), request.replace(/\?.*$/, ""))
  return { from, to, isOurs: true }
}

/** @returns a ring of files that import each other, first file repeated at the end, or undefined where there is none. */
export function cycleIn(imports: readonly Import[]): string[] | undefined {
  const next = new Map<string, string[]>()
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const trail: string[] = []
  const visit = (file: string): string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file]
    if (done.has(file)) return undefined
    trail.push(file)
    for (const to of next.get(file) ?? []) {
      const ring = visit(to)
      if (ring) return ring
    }
    trail.pop()
    done.add(file)
    return undefined
  }
  for (const file of next.keys()) {
    const ring = visit(file)
    if (ring) return ring
  }
  return undefined
}
