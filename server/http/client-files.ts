// The built client. The list of files is read at start, so a request can name nothing else; each file is read and
// compressed when it is first asked for. Hashed files may be kept for ever, everything else is asked for again each time
// (and answered with 304): an old index.html would name files that are gone. Rule HT4.
import { createHash } from "node:crypto"
import { existsSync, readdirSync } from "node:fs"
import { readFile } from "node:fs/promises"
import path from "node:path"
import { promisify } from "node:util"
import { gzip } from "node:zlib"
import type { Context, MiddlewareHandler } from "hono"

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".json": "application/json",
  ".map": "application/json",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
}
const isCompressed = new Set([".png", ".ico", ".woff2"])

/** Vite puts everything it names by its content in here. */
const HASHED = "/assets/"
const PAGE = "/index.html"

interface ClientFile {
  bytes: Uint8Array<ArrayBuffer>
  /** Absent where compressing it again gains nothing. */
  gzipped?: Uint8Array<ArrayBuffer>
  type: string
  etag: string
}

/**
 * Serves the files in `folder`, and the page for every other path that is no file's: the client finds out what it
 * means. Passes on what it does not serve.
 */
export function clientFiles(folder: string): MiddlewareHandler {
  const known = new Set(filesIn(folder))
  const files = new Map<string, Promise<ClientFile>>()

  function fileAt(name: string): Promise<ClientFile> {
    const file = files.get(name) ?? readClientFile(folder, name)
    files.set(name, file)
    // Forgotten where it could not be read, so that the next request tries again.
    file.catch(() => files.delete(name))
    return file
  }

  return async (context, next) => {
    const { method, path: asked } = context.req
    if (method !== "GET" && method !== "HEAD") return next()
    const name = known.has(asked) ? asked : isPage(asked) ? PAGE : undefined
    if (name === undefined || !known.has(name)) return next()
    return answer(context, name, await fileAt(name))
  }
}

/** A path without a dot: `/`, `/r/<room>` and whatever pages the client has. */
const isPage = (asked: string): boolean => !asked.includes(".") && !asked.startsWith(HASHED)

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(
      entry => `/${path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/")}`,
    )
}

async function readClientFile(folder: string, name: string): Promise<ClientFile> {
  const bytes = new Uint8Array(await readFile(path.join(folder, name)))
  const extension = path.extname(name)
  const file: ClientFile = {
    bytes,
    type: types[extension] ?? "application/octet-stream",
    etag: `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
  }
  if (!isCompressed.has(extension)) file.gzipped = new Uint8Array(await promisify(gzip)(bytes, { level: 9 }))
  return file
}

function answer(context: Context, name: string, { bytes, gzipped, type, etag }: ClientFile): Response {
  context.header("etag", etag)
  context.header(
    "cache-control",
    name.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache",
  )
  if (gzipped) context.header("vary", "accept-encoding")
  if (context.req.header("if-none-match") === etag) return context.body(null, 304)
  context.header("content-type", type)
  if (!gzipped || !/\bgzip\b/.test(context.req.header("accept-encoding") ?? "")) return context.body(bytes)
  context.header("content-encoding", "gzip")
  return context.body(gzipped)
}
