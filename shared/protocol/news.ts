// News of a room as bytes: JSON, since it is rare and has words of people in it.
import { decodeUtf8, encodeUtf8 } from "lib0/string"
import { isVersionId } from "../ids.ts"
import { isRecord } from "../record.ts"
import type { RoomNews } from "../versions-api.ts"

export const writeNews = (news: RoomNews): Uint8Array => encodeUtf8(JSON.stringify(news))

/** @returns undefined where the bytes are no news; never throws. */
export function readNews(bytes: Uint8Array): RoomNews | undefined {
  const news = parseJson(bytes)
  if (!isRecord(news) || !isVersionId(news.kept)) return undefined
  if (!isRecord(news.by) || typeof news.by.name !== "string") return undefined
  const isRestored = news.kind === "restored" && isRecord(news.from) && isRecord(news.part)
  const isImported = news.kind === "imported" && typeof news.title === "string"
  // The rest is the server's own, which is of the client's version or newer.
  return isRestored || isImported ? (news as unknown as RoomNews) : undefined
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes))
  } catch {
    // The only way either has to say that it is none.
    return undefined
  }
}
