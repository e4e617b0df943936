// LibreOffice and Poppler as readers of exported files: what other programs find in them, not what we meant to write.
import { execFile } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { findOffice, findPoppler } from "../../.scripts/find-office.mjs"

const run = promisify(execFile)
const OUTPUT_BYTES = 64 * 1024 * 1024
/** They write text in the letters of the system's locale, which may have few. */
const env = { ...process.env, LC_ALL: "C.UTF-8" }

async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), "ninefold-office-"))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The file as LibreOffice saves it; it starts with a profile of its own, beside any that runs on this machine. */
export function convert(file: Uint8Array, extension: string, to: "pdf" | "txt:Text"): Promise<Buffer> {
  const office = findOffice()
  if (!office) throw new Error("No LibreOffice: run `node .scripts/setup.mjs office`, or set SOFFICE_PATH")
  return withFolder(async folder => {
    const given = path.join(folder, `given${extension}`)
    await writeFile(given, file)
    const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, "profile")).href}`
    await run(office, [profile, "--headless", "--convert-to", to, "--outdir", folder, given], { env })
    return readFile(path.join(folder, `given.${to.split(":")[0]}`))
  })
}

function poppler(tool: string, pdf: Uint8Array, options: readonly string[]): Promise<string> {
  const folder = findPoppler()
  if (!folder) throw new Error("No Poppler: run `node .scripts/setup.mjs office`, or set POPPLER_PATH")
  return withFolder(async place => {
    const file = path.join(place, "given.pdf")
    await writeFile(file, pdf)
    const behind = tool === "pdftotext" ? ["-"] : []
    const { stdout } = await run(path.join(folder, tool), [...options, file, ...behind], {
      env,
      maxBuffer: OUTPUT_BYTES,
    })
    return stdout
  })
}

/** The text of each page in the order it stands in the file. */
export async function pdfPages(pdf: Uint8Array): Promise<string[]> {
  const text = await poppler("pdftotext", pdf, ["-raw"])
  return text.split("\f").slice(0, -1)
}

export interface WordOnPage {
  page: number
  left: number
  top: number
  right: number
  bottom: number
  pageWidth: number
  pageHeight: number
}

/** Where each word stands, in points from the page's upper left corner. */
export async function pdfWords(pdf: Uint8Array): Promise<WordOnPage[]> {
  const html = await poppler("pdftotext", pdf, ["-bbox"])
  const pages = [...html.matchAll(/<page width="([\d.]+)" height="([\d.]+)">([\s\S]*?)<\/page>/g)]
  return pages.flatMap(([, width, height, words = ""], page) =>
    [...words.matchAll(/xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"/g)].map(
      ([, left, top, right, bottom]) => ({
        page,
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
        pageWidth: Number(width),
        pageHeight: Number(height),
      }),
    ),
  )
}

/** A line for each font: its name, and whether it is embedded and a subset. */
export async function pdfFonts(
  pdf: Uint8Array,
): Promise<{ name: string; isEmbedded: boolean; isSubset: boolean }[]> {
  const [, , ...lines] = (await poppler("pdffonts", pdf, [])).trimEnd().split("\n")
  return lines.map(line => {
    const [embedded, subset] = /\s(yes|no)\s+(yes|no)\s+(?:yes|no)\s+\d+\s+\d+$/.exec(line)?.slice(1) ?? []
    return { name: line.split(" ")[0] ?? "", isEmbedded: embedded === "yes", isSubset: subset === "yes" }
  })
}

export async function pdfImageCount(pdf: Uint8Array): Promise<number> {
  const [, , ...lines] = (await poppler("pdfimages", pdf, ["-list"])).trimEnd().split("\n")
  return lines.length
}

/** The size of each page, in points. */
export async function pdfSizes(pdf: Uint8Array): Promise<[number, number][]> {
  const info = await poppler("pdfinfo", pdf, ["-l", "-1"])
  return [...info.matchAll(/^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)/gm)].map(([, width, height]) => [
    Math.round(Number(width)),
    Math.round(Number(height)),
  ])
}

export async function pdfTitle(pdf: Uint8Array): Promise<string | undefined> {
  return /^Title:\s+(.*)$/m.exec(await poppler("pdfinfo", pdf, []))?.[1]
}
