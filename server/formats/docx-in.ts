// A Word document → rich text, by mammoth. It is given an archive of our own making, with the document's text in it and
// nothing else: what it inflates is bounded, no file and no address is looked at, and pictures are only counted.
import { zipSync } from "fflate"
import mammoth from "mammoth"
import type { RichText } from "../../shared/model/canvas.ts"
import { readHtml } from "./html-in.ts"
import { type Entry, inflateAll } from "./unzip.ts"

export type ReadDocx = { ok: true; text: RichText; remarks: string[] } | { ok: false; fault: string }

export const isDocx = (entries: readonly Entry[]): boolean =>
  entries.some(({ name }) => name === "word/document.xml")

const isOfText = ({ name }: Entry): boolean =>
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:[^/]+\.xml|_rels\/[^/]+\.rels))$/.test(name)

const styles = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "u => u",
  // Of our own documents: a card's tag is told behind its words, and is none of them.
  "r[style-name='Card tag'] => !",
]

/** Never throws, whatever the document. */
export async function readDocx(archive: Uint8Array, entries: readonly Entry[]): Promise<ReadDocx> {
  const parts = entries.filter(isOfText)
  const inflated = inflateAll(archive, parts)
  if (!inflated.ok) return inflated
  // Word writes none; what they declare may grow without end or name files of the server.
  if (inflated.files.some(declaresEntities))
    return {
      ok: false,
      fault: "The Word document declares entities of its own, which is not read; save it anew in Word.",
    }
  const files = parts.map(({ name }, i): [string, Uint8Array] => [
    name,
    inflated.files[i] ?? new Uint8Array(),
  ])
  const safe = zipSync(Object.fromEntries(files), { level: 0 })
  let pictures = 0
  const convertImage = mammoth.images.imgElement(async () => {
    pictures++
    return { src: "" }
  })
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(safe) },
      { externalFileAccess: false, styleMap: styles, convertImage },
    )
    return { ok: true, text: readHtml(value), remarks: pictures > 0 ? [leftOut(pictures)] : [] }
  } catch {
    // It throws whatever its parser threw; none of it is for people.
    return { ok: false, fault: "The Word document is damaged: its text cannot be read." }
  }
}

const declaresEntities = (part: Uint8Array): boolean =>
  /<!(?:DOCTYPE|ENTITY)/i.test(new TextDecoder("latin1").decode(part))

const leftOut = (pictures: number): string =>
  pictures === 1 ? "A picture is left out." : `${pictures} pictures are left out.`
