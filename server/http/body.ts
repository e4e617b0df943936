// What requests bring: bodies in JSON, of bounded size, and queries, checked against a schema before anything is done
// with them.
import type { Context, MiddlewareHandler } from "hono"
import { bodyLimit } from "hono/body-limit"
import type { ZodError, ZodType } from "zod"
import { formatPaths } from "../../shared/formats-api.ts"
import { parseJson } from "../../shared/parse-json.ts"
import { MAX_BODY_BYTES, MAX_IMPORT_BYTES } from "../../shared/protocol/limits.ts"
import { problemResponse } from "./problems.ts"

/** Counts while the body streams in, so that one without a length, or with a false one, is cut off as well. */
export const limitBody: MiddlewareHandler = (context, next) =>
  (filePaths.has(context.req.path) ? limitFile : limitJson)(context, next)

/** Where the body is a file. */
const filePaths: ReadonlySet<string> = new Set([formatPaths.preview, formatPaths.newRoom])

const limitJson = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => problemResponse("tooLarge", `A request may have up to ${MAX_BODY_BYTES} bytes.`),
})
const limitFile = bodyLimit({
  maxSize: MAX_IMPORT_BYTES,
  onError: () => problemResponse("tooLarge", `A file may have up to ${MAX_IMPORT_BYTES / 1024 / 1024} MB.`),
})

export type ReadBody<Body> = { ok: true; body: Body } | { ok: false; refusal: Response }

export async function readBody<Body>(context: Context, schema: ZodType<Body>): Promise<ReadBody<Body>> {
  if (!/^application\/json\s*(;|$)/i.test(context.req.header("content-type") ?? ""))
    return { ok: false, refusal: problemResponse("wrongType") }
  const json = parseJson(await context.req.text())
  if (!json.ok) return { ok: false, refusal: problemResponse("malformed", "The body is not JSON.") }
  const parsed = schema.safeParse(json.value)
  if (parsed.success) return { ok: true, body: parsed.data }
  return { ok: false, refusal: problemResponse("malformed", sentenceOf(parsed.error)) }
}

export type ReadQuery<Query> = { ok: true; query: Query } | { ok: false; refusal: Response }

export function readQuery<Query>(context: Context, schema: ZodType<Query>): ReadQuery<Query> {
  const parsed = schema.safeParse(context.req.query())
  if (parsed.success) return { ok: true, query: parsed.data }
  return { ok: false, refusal: problemResponse("malformed", sentenceOf(parsed.error)) }
}

const sentenceOf = ({ issues }: ZodError): string =>
  issues.map(({ path, message }) => `${path.join(".") || "The request"}: ${message}.`).join(" ")
