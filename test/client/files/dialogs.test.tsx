// The dialogs for files against a server that answers as the test says. Rules IN7, IN8.
import { act, type ReactNode } from "react"
import { createRoot, type Root } from "react-dom/client"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { Answer } from "../../../client/api.ts"
import ExportDialog from "../../../client/files/export-dialog.tsx"
import ImportDialog from "../../../client/files/import-dialog.tsx"
import { RoomProvider } from "../../../client/hooks/room-context.tsx"
import { FeedbackProvider } from "../../../client/ui/feedback.tsx"
import { exampleCanvas } from "../../../seeds/seeds.ts"
import type { CreatedRoom } from "../../../shared/api.ts"
import { formatPaths, type ImportPreview } from "../../../shared/formats-api.ts"
import type { VersionId } from "../../../shared/ids.ts"
import { toCanvasFile } from "../../../shared/model/canvas-file.ts"
import { MAX_IMPORT_BYTES } from "../../../shared/protocol/limits.ts"
import { type Version, versionPaths } from "../../../shared/versions-api.ts"
import { memoryRoom } from "../canvas/memory-room.ts"
import { smallCanvas } from "../hooks/small-canvas.ts"

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)

const writer = memoryRoom(smallCanvas())
const reader = memoryRoom(smallCanvas(), false)
const file = toCanvasFile(exampleCanvas())
const nothing = { threads: 0, comments: 0, versions: 0 }
const remarks = ["A picture is left out."]
const preview: ImportPreview = { kind: "Word document", file, along: nothing, remarks }
const version: Version = {
  id: "v".repeat(12) as VersionId,
  reason: "kept",
  name: "Before the workshop",
  note: "",
  at: 1,
  seq: 1,
  counts: { cards: 1, words: 1 },
  people: [],
  isShared: false,
}

let root: Root
let page: HTMLElement
let asked: { method: string; path: string; body: unknown }[]
let answers: Record<string, () => Response | Promise<Response>>
let saved: { name: string; type: string }[]
let made: Answer<CreatedRoom>[]
let closed: number
/** What is said where a room is to be made of a file. */
let whyNot: string | undefined

const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status })

beforeEach(() => {
  page = document.createElement("div")
  document.body.append(page)
  root = createRoot(page)
  asked = []
  saved = []
  made = []
  closed = 0
  whyNot = undefined
  answers = { [versionPaths.versions(writer.id)]: () => json([version]) }
  vi.useFakeTimers()
  vi.stubGlobal("fetch", (path: string, { method = "GET", body, signal }: RequestInit = {}) => {
    asked.push({ method, path, body: typeof body === "string" ? JSON.parse(body) : body })
    return new Promise<Response>((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new Error("given up")))
      const answer = answers[path.split("?")[0] ?? ""]
      void Promise.resolve(answer?.() ?? json({ title: "No answer in this test." }, 500)).then(resolve)
    })
  })
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, type: this.href.slice(0, 5) })
  })
})

afterEach(() => {
  act(() => root.unmount())
  page.remove()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)
  vi.restoreAllMocks()
})

const show = (room: typeof writer, dialog: ReactNode) =>
  act(async () =>
    root.render(
      <FeedbackProvider>
        <RoomProvider room={room}>{dialog}</RoomProvider>
      </FeedbackProvider>,
    ),
  )
const onClose = () => void closed++
const showImport = (room = writer) =>
  show(
    room,
    <ImportDialog
      onClose={onClose}
      onNewRoom={async ask => {
        made.push(await ask())
        return whyNot
      }}
    />,
  )
const showExport = (room = writer) => show(room, <ExportDialog onClose={onClose} />)

function button(name: string): HTMLButtonElement {
  const found = [...page.querySelectorAll("button")].find(each => each.textContent === name)
  if (!found) throw new Error(`There is no button ${name}: ${page.textContent}`)
  return found
}
const press = (name: string) => act(async () => button(name).click())

/** The control of a label that begins with these words. */
function control(words: string): HTMLInputElement {
  const label = [...page.querySelectorAll("label")].find(each => each.textContent?.startsWith(words))
  const input = label?.querySelector("input") ?? label?.parentElement?.querySelector("textarea")
  if (!(input instanceof HTMLElement)) throw new Error(`There is nothing to set for ${words}`)
  return input as HTMLInputElement
}
const choose = (words: string) => act(async () => control(words).click())

/** Gives the dialog a file as its button would. */
const take = (bytes: number, name: string) =>
  act(async () => {
    const input = page.querySelector<HTMLInputElement>('input[type="file"]')
    if (!input) throw new Error("There is nowhere to put a file")
    Object.defineProperty(input, "files", {
      value: [new File([new Uint8Array(bytes)], name)],
      configurable: true,
    })
    input.dispatchEvent(new Event("change", { bubbles: true }))
    await vi.advanceTimersByTimeAsync(300)
  })

const names = (selector: string) => [...page.querySelectorAll(selector)].map(each => each.textContent)

test("[IN7] a file is shown before anything is written, then comes behind what the room has", async () => {
  answers[formatPaths.preview] = () => json(preview)
  answers[versionPaths.import(writer.id)] = () => json({ kept: version, hasChanged: true })
  await showImport()

  await take(3, "report.docx")
  const before = asked.map(each => each.path)
  const shown = page.textContent
  await press("Add to this room")

  expect(before).toEqual([`${formatPaths.preview}?name=report.docx`])
  expect(shown).toContain("Word document")
  expect(shown).toContain("30 cards in 9 blocks")
  expect(shown).toContain("Key Partners 4")
  expect(shown).toContain("A picture is left out.")
  expect(asked.at(-1)).toEqual({
    method: "POST",
    path: versionPaths.import(writer.id),
    body: { file: JSON.parse(JSON.stringify(file)), mode: "add" },
  })
  expect(closed).toBe(1)
  expect(page.textContent).toContain("What was here before is kept as a version.")
})

test("[IN7] it may replace the room's canvas, or become a room of its own", async () => {
  answers[formatPaths.preview] = () => json(preview)
  answers[versionPaths.import(writer.id)] = () => json({ detail: "The canvas is locked." }, 403)
  answers[formatPaths.newRoom] = () => json({ id: "new" }, 201)
  await showImport()
  await take(3, "my report.docx")

  await choose("Replace this room")
  await press("Replace the canvas")
  const refused = page.textContent
  await choose("Make a new room of it")
  await press("Create the room")

  expect(asked.at(-2)?.body).toMatchObject({ mode: "replace" })
  expect(refused).toContain("The canvas is locked.")
  expect(closed).toBe(0)
  expect(made).toEqual([{ ok: true, value: { id: "new" } }])
  expect(asked.at(-1)).toMatchObject({ method: "POST", body: expect.any(File) })
  expect(asked.at(-1)?.path).toBe(`${formatPaths.newRoom}?name=my%20report.docx&comments=true&versions=true`)
})

test("[IN7] what was said and what was before comes along into a new room, as far as it is wanted, and into no other", async () => {
  const along = { threads: 12, comments: 40, versions: 1 }
  answers[formatPaths.preview] = () => json({ ...preview, along })
  answers[formatPaths.newRoom] = () => json({ id: "new" }, 201)
  await showImport()

  await take(3, "room.zip")
  const intoThis = [page.textContent, names('input[type="checkbox"]').length]
  await choose("Make a new room of it")
  const isOn = [control("12 threads and 40 comments").checked, control("1 version").checked]
  await choose("1 version")
  await press("Create the room")

  expect(intoThis).toEqual([expect.stringContaining("Left out: 12 threads, 40 comments and 1 version."), 0])
  expect(isOn).toEqual([true, true])
  expect(page.textContent).toContain("Everybody sees that they were imported.")
  expect(page.textContent).not.toContain("Left out")
  expect(asked.at(-1)?.path).toBe(`${formatPaths.newRoom}?name=room.zip&comments=true&versions=false`)
})

test("[IN7] who may not edit is offered a room of their own alone", async () => {
  answers[formatPaths.preview] = () => json(preview)
  await showImport(reader)

  await take(3, "report.docx")

  expect(names("fieldset")).toEqual([])
  whyNot = "Too many rooms from this address."
  await press("Create the room")
  expect(made).toHaveLength(1)
  expect(page.textContent).toContain(whyNot)
})

test("[IN7] a file that cannot be read says why, and one that is too large is not sent", async () => {
  answers[formatPaths.preview] = () => json({ detail: "The file is empty." }, 422)
  await showImport()

  await take(0, "empty.md")
  const refused = page.textContent
  await take(MAX_IMPORT_BYTES + 1, "film.docx")

  expect(refused).toContain("The file is empty.")
  expect(page.textContent).toContain("A file may have up to 16 MB.")
  expect(asked).toHaveLength(1)
  expect(names("form")).toEqual([])
})

test("[IN7] of a text that is typed on, only what stands there at the end is asked and shown", async () => {
  let finishFirst: (response: Response) => void = () => {}
  answers[formatPaths.preview] = () =>
    new Promise(resolve => {
      finishFirst = resolve
    })
  await showImport()
  const type = (words: string) =>
    act(async () => {
      const field = control("Text of the page")
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, words)
      field.dispatchEvent(new Event("input", { bubbles: true }))
    })

  await type("Key")
  await type("Key Partners")
  await act(() => vi.advanceTimersByTimeAsync(300))
  expect(asked).toHaveLength(1)
  answers[formatPaths.preview] = () => json({ ...preview, kind: "Text of a page" })
  await type("Key Partners\n- Labs")
  await act(() => vi.advanceTimersByTimeAsync(300))
  await act(async () => finishFirst(json({ ...preview, kind: "The first" })))

  expect(asked).toHaveLength(2)
  expect(page.textContent).toContain("Text of a page")
  expect(page.textContent).not.toContain("The first")
})

test("[IN8] a format is asked for with what means something with it, and saved under the server's name", async () => {
  answers[formatPaths.export(writer.id)] = () =>
    new Response("png", {
      headers: {
        "content-type": "image/png",
        "content-disposition": "attachment; filename=\"_.png\"; filename*=UTF-8''%E5%90%8D.png",
      },
    })
  await showExport()

  await choose("Picture (PNG)")
  await press("Export")

  expect(names("select").length).toBe(3)
  expect(asked.at(-1)?.path).toBe(
    `${formatPaths.export(writer.id)}?format=png&theme=light&scale=2&names=true`,
  )
  expect(saved).toEqual([{ name: "名.png", type: "blob:" }])
  expect(page.textContent).toContain("Saved as “名.png”.")
})

test("[IN8] comments and names are asked where they would stand in the file", async () => {
  await showExport()
  const labels = () => names("label").filter(each => each?.startsWith("With"))
  const pdf = labels()
  await choose("With the comments")
  const withComments = labels()
  await choose("Table (CSV)")

  expect(pdf).toEqual(["With the comments"])
  expect(withComments).toEqual(["With the comments", "With the names of people"])
  expect(labels()).toEqual(["With the names of people"])
})

test("[IN8] the past is offered to those who write, and not asked for by others", async () => {
  await showExport(reader)
  const forReaders = [names("option"), asked.length]

  await showExport(writer)

  expect(forReaders).toEqual([["A4", "US Letter", "A3"], 0])
  expect(page.textContent).toContain("Before the workshop")
})

test("[IN8] an export that takes its time says so, and can be given up", async () => {
  answers[formatPaths.export(writer.id)] = () => new Promise(() => {})
  await showExport()

  await press("Export")
  await act(() => vi.advanceTimersByTimeAsync(2_000))
  const writing = page.textContent
  await press("Cancel")

  expect(writing).toContain("Writing… 2 s")
  expect(page.querySelector("progress")).toBeNull()
  expect(button("Export").disabled).toBe(false)
  expect(saved).toEqual([])
})

test("[IN8] an export that fails says why", async () => {
  answers[formatPaths.export(writer.id)] = () => json({ detail: "The file was not written." }, 500)
  await showExport()

  await press("Export")

  expect(page.textContent).toContain("The file was not written.")
  expect(saved).toEqual([])
})
