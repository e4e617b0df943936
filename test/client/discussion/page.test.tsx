// The discussion on a page: what people do by keys, words and selections, and what is sent and drawn for it.
import { act } from "react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import * as Y from "yjs"
import { Board } from "../../../client/canvas/board.tsx"
import { Commentary } from "../../../client/commentary/commentary.tsx"
import Discussion, { targetHere } from "../../../client/discussion/discussion.tsx"
import { selectedStretch } from "../../../client/discussion/page-places.ts"
import { type Device, DeviceProvider } from "../../../client/hooks/device-context.tsx"
import { DiscussionProvider, useDiscussionParts } from "../../../client/hooks/discussion-context.tsx"
import { RoomProvider } from "../../../client/hooks/room-context.tsx"
import { useCommentCommands } from "../../../client/pages/use-comment-commands.ts"
import { openDiscussion } from "../../../client/sync/discussion.ts"
import { FeedbackProvider } from "../../../client/ui/feedback.tsx"
import { assert } from "../../../shared/assert.ts"
import type { PersonId } from "../../../shared/ids.ts"
import { type AnchorPlace, cardPlace, fragmentAt, makeAnchor } from "../../../shared/model/anchor.ts"
import type { RichText } from "../../../shared/model/canvas.ts"
import type { Target } from "../../../shared/model/discussion.ts"
import { lettersOf } from "../../../shared/model/letters.ts"
import { eventually } from "../../harness/wait.ts"
import { type MemoryRoom, memoryRoom } from "../canvas/memory-room.ts"
import { ALPHA, BETA, smallCanvas, VALUE } from "../canvas/small-canvas.ts"
import { openPage, page, root } from "../drawing.ts"
import { ANA, BEN, commentId, type PaperServer, paperServer, threadId } from "./paper-server.ts"

/** The browser's registry of highlights, which happy-dom lacks. */
class Highlight extends Set<Range> {
  priority = 0
  constructor(...ranges: Range[]) {
    super(ranges)
  }
}
const highlights = new Map<string, Highlight>()

/** The rail stands beside a page of a desk's width. */
const desk = () =>
  (window as unknown as { happyDOM: { setViewport(size: { width: number; height: number }): void } }).happyDOM

openPage()
let server: PaperServer

beforeEach(() => {
  vi.stubGlobal("Highlight", Highlight)
  vi.stubGlobal("CSS", { escape: (name: string) => name, highlights })
  desk().setViewport({ width: 1440, height: 900 })
  Object.assign(Element.prototype, { animate: () => undefined, scrollIntoView: () => undefined })
  server = paperServer()
})

afterEach(() => {
  document.getSelection()?.removeAllRanges()
  localStorage.clear()
  highlights.clear()
})

const commentary: RichText = [
  { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Money" }] },
  {
    type: "paragraph",
    content: [
      { type: "text", text: "The " },
      { type: "text", text: "losses", marks: [{ type: "bold" }] },
      { type: "text", text: " grow with each user." },
    ],
  },
]

function Page() {
  const commands = useCommentCommands()
  const parts = useDiscussionParts()
  return (
    <>
      <main>
        <Board commands={commands} />
        <div data-region="commentary">
          <Commentary />
        </div>
      </main>
      {parts?.Discussion && <parts.Discussion />}
    </>
  )
}

interface Shown {
  me?: PersonId
  mayEdit?: boolean
  canvas?: ReturnType<typeof smallCanvas>
  /** When the discussion's code arrives; at once, if nothing is said. */
  fetched?: Promise<void>
}

async function show({
  me = ANA,
  mayEdit = true,
  canvas = { ...smallCanvas(), commentary },
  fetched,
}: Shown = {}) {
  const room = memoryRoom(canvas, mayEdit)
  let made = 0
  const start = () => ({
    default: Discussion,
    targetHere,
    startDiscussion: () =>
      openDiscussion({
        room: room.id,
        me,
        around: device,
        requests: server.requestsOf(me),
        newThreadId: () => threadId(`new${made++}`),
        newCommentId: () => commentId(`new${made++}`),
      }),
  })
  const device: Device = {
    syncUrl: "ws://paper/sync",
    page: document,
    shelf: localStorage,
    indexedDb: undefined,
    WebSocket: server.WebSocket,
    random: 0,
    nowMs: () => 5_000,
  }
  const load = async () => {
    await fetched
    return start()
  }
  await act(async () =>
    root.render(
      <DeviceProvider device={device}>
        <FeedbackProvider>
          <RoomProvider room={room}>
            <DiscussionProvider load={load}>
              <Page />
            </DiscussionProvider>
          </RoomProvider>
        </FeedbackProvider>
      </DeviceProvider>,
    ),
  )
  await settle()
  return room
}

/** Lets what was put off for a moment happen. */
const settle = () =>
  act(async () => {
    await vi.dynamicImportSettled()
    await new Promise(resolve => setTimeout(resolve, 250))
  })

const one = <Kind extends HTMLElement>(selector: string): Kind => {
  const found = document.querySelector<Kind>(selector)
  assert(found, `the page has ${selector}`)
  return found
}
const button = (words: string | RegExp): HTMLElement => {
  const found = [...document.querySelectorAll<HTMLElement>("button")].find(element => {
    const name = element.getAttribute("aria-label") ?? element.textContent ?? ""
    return typeof words === "string" ? name === words : words.test(name)
  })
  assert(found, `there is a button “${words}”`)
  return found
}
const click = (element: HTMLElement) => act(async () => element.click())
const hasButton = (words: string) =>
  [...document.querySelectorAll("button")].some(({ textContent }) => textContent === words)

async function press(key: string, held: KeyboardEventInit = {}): Promise<void> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held })
  await act(async () => {
    ;(document.activeElement ?? document.body).dispatchEvent(event)
  })
}

async function write(words: string): Promise<void> {
  const field = one<HTMLTextAreaElement>("aside textarea")
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, words)
    field.setSelectionRange(words.length, words.length)
    field.dispatchEvent(new Event("input", { bubbles: true }))
  })
}

function anchorOn(room: MemoryRoom, place: AnchorPlace, words: string): Target {
  const fragment = fragmentAt(room.content, place)
  assert(fragment, `${place} is there`)
  const letters = lettersOf(fragment)
  const from = letters.words.indexOf(words)
  const anchor = makeAnchor(place, letters, { from, to: from + words.length })
  assert(anchor, `“${words}” is there`)
  return { kind: "text", anchor }
}

const marked = (kind: "comment" | "current-comment") =>
  [...(highlights.get(`ninefold-${kind}`) ?? [])].map(range => range.toString())

/** Selects from some words to others, in the texts of the page. */
function select(from: string, to = from): void {
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node as Text
    const start = text.data.indexOf(from)
    const end = text.data.indexOf(to)
    if (start >= 0) range.setStart(text, start)
    if (end >= 0) range.setEnd(text, end + to.length)
  }
  const selection = document.getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
}

const selected = (room: MemoryRoom) => {
  const stretch = selectedStretch(document.getSelection(), place => {
    const fragment = fragmentAt(room.content, place)
    return fragment && lettersOf(fragment)
  })
  const fragment = stretch && fragmentAt(room.content, stretch.place)
  return (
    fragment && [stretch.place, lettersOf(fragment).words.slice(stretch.stretch.from, stretch.stretch.to)]
  )
}

test("[DI26] C on a card begins a comment, Ctrl+Enter sends it, and the card says how many there are", async () => {
  await show()
  await act(async () => one(`[data-card="${ALPHA}"]`).focus())

  await press("c")
  await settle()
  expect(one("aside textarea").getAttribute("aria-label")).toBe("Comment on Partners · alpha")
  expect(document.activeElement?.tagName).toBe("TEXTAREA")
  await write("Is this **true**?")
  await press("Enter", { ctrlKey: true })
  await settle()

  expect(server.asked.filter(request => request.startsWith("open"))).toHaveLength(1)
  expect(one("aside strong").textContent).toBe("true")
  expect(one(`[data-card="${ALPHA}"] button[aria-label="1 comment thread"]`).textContent).toBe("1")
})

test("[DI28] what is typed behind C while the discussion is still fetched begins the comment, and does nothing else", async () => {
  let arrive = () => {}
  const fetched = new Promise<void>(resolve => {
    arrive = resolve
  })
  await show({ fetched })
  const cards = document.querySelectorAll("[data-card]").length
  await act(async () => one(`[data-card="${ALPHA}"]`).focus())

  for (const key of ["c", "N", "o", "v", "Backspace", "t", "?", "Enter"]) await press(key)
  await act(async () => arrive())
  await settle()

  const field = one<HTMLTextAreaElement>("aside textarea")
  expect([field.getAttribute("aria-label"), field.value]).toEqual(["Comment on Partners · alpha", "Not?\n"])
  expect(document.activeElement).toBe(field)
  expect(document.querySelectorAll("[data-card]")).toHaveLength(cards)
  expect(document.querySelector("[role=dialog], dialog")).toBeNull()
})

test("[DI26] the count on a card opens the threads about it and its words, and only those", async () => {
  const room = await show()
  server.opens("card", BEN, { kind: "card", card: ALPHA })
  server.opens("words", BEN, anchorOn(room, cardPlace(ALPHA), "words of"))
  server.opens("other", BEN, { kind: "card", card: BETA })
  await settle()

  await click(one(`[data-card="${ALPHA}"] button[aria-label="2 comment threads, 2 new to you"]`))

  const listed = [...document.querySelectorAll("[data-thread]")].map(item => item.getAttribute("data-thread"))
  expect(listed).toEqual([threadId("words"), threadId("card")])
  await click(button("Show all"))
  expect(document.querySelectorAll("[data-thread]")).toHaveLength(3)
})

test("[DI26] unfolding a thread reads it; it is answered, resolved with name, and opened again", async () => {
  await show()
  server.opens("first", BEN, { kind: "block", block: VALUE }, "What is the value?")
  await settle()
  expect(
    one(`[data-block="${VALUE}"] header`).querySelector("[data-unread]")?.getAttribute("aria-label"),
  ).toBe("1 comment thread, 1 new to you")
  await click(one(`[data-block="${VALUE}"] button[aria-label^="1 comment"]`))

  await click(one("[data-thread] button"))
  await settle()
  expect(document.querySelector("[data-unread]")).toBeNull()
  await write("That one")
  await click(button("Answer"))
  await settle()
  await click(button("Resolve"))
  await settle()

  expect(one("[data-thread]").textContent).toContain("That one")
  expect(one("[data-thread]").textContent).toContain("Resolved by you")
  await click(button(/^Resolved/))
  expect(document.querySelectorAll("[data-thread]")).toHaveLength(1)
  await click(one("[data-thread] button"))
  await click(button("Reopen"))
  await settle()
  expect(one("[data-thread]").textContent).not.toContain("Resolved by")
})

test("[IN10] who came with a file is named as imported wherever they are, and offered to nobody as somebody to name", async () => {
  const mia = "miamiamiamia" as PersonId
  await show()
  server.discussion.people.set(mia, { name: "Mia Chen", color: "#6b6b6b", isImported: true })
  server.opens("first", mia, { kind: "block", block: VALUE }, "What is the value?")
  server.discussion.reactions.set(commentId("first"), { "👍": [mia] })
  const thread = server.discussion.threads.get(threadId("first")) as object
  await settle()
  await click(one(`[data-block="${VALUE}"] button[aria-label^="1 comment"]`))
  const folded = one("[data-thread]").textContent

  await click(one("[data-thread] button"))
  await write("@Mia")
  await settle()
  const offered = [...document.querySelectorAll("[role=option]")].map(({ textContent }) => textContent)
  await act(async () => {
    server.discussion.threads.set(threadId("first"), { ...thread, resolved: { by: mia, at: 2_000 } })
  })
  await settle()

  expect(folded).toContain("Mia Chen · imported")
  expect(one("[data-thread]").textContent).toContain("Mia Chen · imported")
  expect(one("[data-thread]").textContent).toContain("Resolved by Mia Chen · imported")
  expect(button(/^Thumbs up/).getAttribute("aria-label")).toBe("Thumbs up: Mia Chen · imported")
  expect(offered).toEqual([])
})

test("[DI29] what cannot be done without the server is not done, says so, and keeps what was written", async () => {
  await show()
  server.opens("first", ANA, { kind: "canvas" }, "With a typo")
  await settle()
  for (const key of ["F6", "F6", "F6"]) await press(key)
  await settle()
  await click(one("[data-thread] button"))
  server.goAway()

  await click(button("Resolve"))
  await click(button("React"))
  await click(one("[role^=menuitem]"))
  await click(button("Comment menu"))
  await click(one("[role^=menuitem]"))
  await write("Without a typo")
  await click(button("Save"))
  await settle()

  const messages = document.querySelectorAll("section[aria-label=Messages] [role=group] span")
  const said = [...messages].map(({ textContent }) => textContent)
  expect(said.length).toBeGreaterThan(0)
  expect(new Set(said)).toEqual(
    new Set(["The server does not answer, so nothing was changed. Try again once you are connected."]),
  )
  expect(hasButton("Resolve")).toBe(true)
  expect(document.querySelector("[aria-label^='Thumbs up']")).toBeNull()
  expect(one<HTMLTextAreaElement>("aside textarea").value).toBe("Without a typo")
})

test("[DI26] a deleted first comment keeps its thread, an edited one says so, and a reaction says whose it is", async () => {
  await show()
  server.opens("first", ANA, { kind: "canvas" }, "To be deleted")
  server.says("second", "first", BEN, "An answer")
  server.says("third", "first", ANA, "With a typo")
  await settle()
  await press("F6")
  await press("F6")
  await press("F6")
  await settle()
  await click(one("[data-thread] button"))
  await act(async () => {
    const requests = server.requestsOf(ANA)
    void requests.deleteComment(commentId("first"))
    void requests.editComment(commentId("third"), [
      { type: "paragraph", content: [{ type: "text", text: "Right" }] },
    ])
    void server.requestsOf(BEN).react(commentId("third"), "🎉", true)
  })
  await settle()

  const thread = one("[data-thread]").textContent
  expect(thread).toContain("This comment was deleted.")
  expect(thread).toContain("An answer")
  expect(thread).toContain("edited")
  expect(button("Celebrate: Ben").textContent).toContain("1")
  await click(button("Celebrate: Ben"))
  await settle()
  expect(button("Celebrate: Ben and Ana").getAttribute("aria-pressed")).toBe("true")
})

test("[DI26] a name is chosen from the list behind an @, by keys", async () => {
  await show()
  await press("c")
  await settle()
  await write("Ask @b")
  await settle()
  expect([...document.querySelectorAll('[role="option"]')].map(option => option.textContent)).toEqual(["Ben"])

  await press("Enter")
  const field = one<HTMLTextAreaElement>("aside textarea")
  expect(field.value).toBe("Ask @Ben ")
  await press("Enter", { ctrlKey: true })
  await settle()

  const [comment] = [...server.discussion.comments.values()] as { body: unknown }[]
  expect(comment?.body).toEqual([
    {
      type: "paragraph",
      content: [
        { type: "text", text: "Ask " },
        { type: "mention", attrs: { person: BEN } },
      ],
    },
  ])
})

test("[DI26] who may only read is offered nothing to write", async () => {
  await show({ mayEdit: false })
  server.opens("first", BEN, { kind: "canvas" })
  await settle()
  await press("c")
  await settle()
  expect(document.querySelector("aside")).toBeNull()

  await press("F6")
  await press("F6")
  await press("F6")
  await click(one("[data-thread] button"))

  expect(document.querySelector("aside textarea")).toBeNull()
  expect(["Resolve", "Comment on the canvas", "Answer"].filter(hasButton)).toEqual([])
  select("losses")
  document.dispatchEvent(new Event("selectionchange"))
  await settle()
  expect(hasButton("Comment")).toBe(false)
})

test("[DI24] a selection is a place in exactly its letters, across marks and paragraphs, without blanks at its ends", async () => {
  const room = await show({ mayEdit: false })

  select("he losses".slice(3))
  expect(selected(room)).toEqual(["commentary", "losses"])
  select("ney", "grow")
  expect(selected(room)).toEqual(["commentary", "neyThe losses grow"])
  select(" grow with ")
  expect(selected(room)).toEqual(["commentary", "grow with"])
  select("words of alpha")
  expect(selected(room)).toEqual([cardPlace(ALPHA), "words of alpha"])
  select("words of alpha", "words of beta")
  expect(selected(room)).toBeUndefined()
  select("Partners")
  expect(selected(room)).toBeUndefined()
})

test("[DI24] selected words are commented on by the button at them", async () => {
  const room = await show()
  select("grow with")
  document.dispatchEvent(new Event("selectionchange"))
  await settle()

  await click(button("Comment"))
  await settle()
  expect(one("aside blockquote").textContent).toBe("grow with")
  expect(marked("current-comment")).toEqual(["grow with"])
  await write("How fast?")
  await press("Enter", { ctrlKey: true })
  await settle()

  expect(server.discussion.threads.get(threadId("new0"))).toMatchObject({
    target: anchorOn(room, "commentary", "grow with"),
  })
})

test("[DI23] words with threads are marked wherever they move, and resolved ones only while they are unfolded", async () => {
  const room = await show({ mayEdit: false })
  server.opens("losses", BEN, anchorOn(room, "commentary", "losses grow"))
  server.opens("alpha", BEN, anchorOn(room, cardPlace(ALPHA), "words"))
  await settle()
  expect(marked("comment")).toEqual(["losses grow", "words"])

  // As another person would: at the front of the paragraph.
  const elsewhere = new Y.Doc()
  Y.applyUpdate(elsewhere, Y.encodeStateAsUpdate(room.doc))
  const text = (elsewhere.getXmlFragment("commentary").get(1) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(0, "All in all, ")
  await act(async () => Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(elsewhere), "remote"))
  await settle()
  expect(marked("comment")).toEqual(["losses grow", "words"])

  await act(async () => void server.requestsOf(ANA).resolve(threadId("losses")))
  await settle()
  expect(marked("comment")).toEqual(["words"])
})

test("[DI23] words that are gone are said to be gone, quoted, and can be chosen anew", async () => {
  const room = await show()
  server.opens("losses", ANA, anchorOn(room, "commentary", "grow with each"))
  await settle()
  const text = (room.content.commentary.get(1) as Y.XmlElement).get(0) as Y.XmlText
  await act(async () => text.delete(8, text.length - 8))
  await settle()
  expect(marked("comment")).toEqual([])
  await press("F6")
  await press("F6")
  await press("F6")
  await click(button("Orphaned 1"))
  await click(one("[data-thread] button"))
  expect(one("[data-thread] blockquote").textContent).toBe("grow with each")

  await click(button("Re-attach"))
  select("Money")
  document.dispatchEvent(new Event("selectionchange"))
  await settle()
  await click(button("Attach here"))
  await settle()

  expect(server.asked).toContain(`anchor ${threadId("losses")}`)
  expect(marked("current-comment")).toEqual(["Money"])
})

test("[DI25] who edits beside a thread's words renews its place, once, and who only sees the edit does not", async () => {
  const room = await show()
  server.opens("losses", BEN, anchorOn(room, "commentary", "grow with"))
  await settle()
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(room.doc))
  const inOther = (other.getXmlFragment("commentary").get(1) as Y.XmlElement).get(0) as Y.XmlText
  inOther.insert("The losses g".length, "l")
  await act(async () => Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(other), "remote"))
  await act(() => new Promise(resolve => setTimeout(resolve, 800)))
  expect(server.asked.filter(request => request.startsWith("anchor"))).toEqual([])

  const text = (room.content.commentary.get(1) as Y.XmlElement).get(0) as Y.XmlText
  await act(async () => text.insert(0, "Now: "))

  const renewed = () => server.asked.filter(request => request.startsWith("anchor"))
  await eventually(() => expect(renewed()).toEqual([`anchor ${threadId("losses")}`]))
  await act(() => new Promise(resolve => setTimeout(resolve, 800)))
  expect(renewed()).toHaveLength(1)
  expect(server.discussion.threads.get(threadId("losses"))).toMatchObject({
    target: { anchor: { quote: "glrow with" } },
  })
})
