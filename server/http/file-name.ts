// How a file that is sent is called on the device that gets it.

/** What no file system of the usual ones takes in a name, and what would hide or turn around a part of it. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]/gu
const MAX_CHARACTERS = 80
/** Names that Windows keeps for devices, with whatever ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * @param words a room's title, perhaps with the name of a version; anything people write.
 * @param extension with the dot.
 */
export function fileName(words: string, extension: string): string {
  const plain = words.replace(FORBIDDEN, " ").replace(/\s+/g, " ").trim()
  const short = [...plain]
    .slice(0, MAX_CHARACTERS)
    .join("")
    .replace(/^[. ]+|[. ]+$/g, "")
  return `${short === "" || DEVICES.test(short) ? "Canvas" : short}${extension}`
}

/** The header that makes a browser save a file under its name: in plain letters for old readers, then in full (RFC 6266). */
export function attachment(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/g, "_")
    .replace(/["\\%]/g, "_")
  // What encodeURIComponent leaves and RFC 5987 does not.
  const full = encodeURIComponent(name).replace(
    /['()*]/g,
    letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${full}`
}
