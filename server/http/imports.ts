// The preview of an import over HTTP: a file's bytes come in, what would be written goes back, and nothing is written.
// Anybody may ask, as anybody may make a room; each address has few files under way at once. Rules IN1, IN5.
import { z } from "zod"
import { formatPaths } from "../../shared/formats-api.ts"
import type { Imports } from "../formats/imports.ts"
import type { Log } from "../log.ts"
import type { Api } from "./api.ts"
import { problemResponse } from "./problems.ts"

export interface ImportRoutesOptions {
  imports: Pick<Imports, "preview">
  log: Log
}

/** Of one address: a class that tries it at the same moment waits its turn, one that floods it is told so. */
const MAX_AT_ONCE = 6

/** What the file is called, which helps to recognise it. */
const fileQuery = z.object({ name: z.string().max(1_000).default("") })

export function importRoutes(api: Api, { imports, log }: ImportRoutesOptions): void {
  const underWay = new Map<string, number>()

  /** Counts an address's files while `work` goes on; undefined where it has too many. */
  async function counted<T>(address: string, work: () => Promise<T>): Promise<T | undefined> {
    const before = underWay.get(address) ?? 0
    if (before >= MAX_AT_ONCE) return undefined
    underWay.set(address, before + 1)
    try {
      return await work()
    } finally {
      const left = (underWay.get(address) ?? 1) - 1
      if (left > 0) underWay.set(address, left)
      else underWay.delete(address)
    }
  }

  api.open(
    {
      method: "post",
      path: formatPaths.preview,
      summary:
        "What a file would become: a canvas file to make a room of or to import into one; writes nothing",
      answer: "200 ImportPreview",
      takesFile: true,
      query: fileQuery,
    },
    async ({ context, query: { name } }) => {
      const preview = await counted(context.get("address"), async () =>
        imports.preview(
          { bytes: new Uint8Array(await context.req.arrayBuffer()), name },
          context.req.raw.signal,
        ),
      )
      if (!preview) return problemResponse("tooMany")
      if (preview.ok) return context.json(preview.preview)
      if ("fault" in preview) return problemResponse("unreadableFile", preview.fault)
      if ("busy" in preview) return problemResponse("unavailable")
      log.warn({ reason: preview.failed }, "A file could not be read in the time and memory there are")
      return problemResponse("unreadableFile", "The file takes more time or memory to read than a file may.")
    },
  )
}
