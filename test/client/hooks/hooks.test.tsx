// What renders again when something changes in a room, and what does not.
import { act, Profiler, type ReactNode } from "react"
import { beforeEach, expect, test, vi } from "vitest"
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness"
import * as Y from "yjs"
import { documentViews } from "../../../client/hooks/document-views.ts"
import { peopleViews } from "../../../client/hooks/people-view.ts"
import { RoomProvider, useRoom } from "../../../client/hooks/room-context.tsx"
import { useBoard, useMeta } from "../../../client/hooks/use-document.ts"
import { usePeople, usePeopleAt } from "../../../client/hooks/use-people.ts"
import { useText } from "../../../client/hooks/use-text.ts"
import { useUndo } from "../../../client/hooks/use-undo.ts"
import type { OpenRoom } from "../../../client/sync/open-room.ts"
import { assert } from "../../../shared/assert.ts"
import type { BlockId, CardId } from "../../../shared/ids.ts"
import { cardOf, textOf } from "../../../shared/model/document.ts"
import { addCards, archiveCards, moveCards, setMeta, tagCards } from "../../../shared/model/edits.ts"
import { paragraph, plainText } from "../../../shared/model/rich-text.ts"
import { eventually } from "../../harness/wait.ts"
import { memoryRoom } from "../canvas/memory-room.ts"
import { openPage, page, root } from "../drawing.ts"
import { HERE, smallCanvas, THERE } from "./small-canvas.ts"

const [A, B, C] = ["card-a", "card-b", "card-c"] as [CardId, CardId, CardId]

openPage()
let room: OpenRoom
/** How often each part has rendered since it was last asked. */
let renders: Record<string, number>

beforeEach(() => {
  room = memoryRoom(smallCanvas())
  renders = {}
})

const show = (content: ReactNode) =>
  act(() => root.render(<RoomProvider room={room}>{content}</RoomProvider>))

function rendered(change: () => void): Record<string, number> {
  renders = {}
  act(change)
  return renders
}

function Counted({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Profiler
      id={name}
      onRender={id => {
        renders[id] = (renders[id] ?? 0) + 1
      }}
    >
      {children}
    </Profiler>
  )
}

function fragmentOf(id: CardId): Y.XmlFragment {
  const card = cardOf(room.content, id)
  const text = card && textOf(card)
  assert(text, `${id} is there`)
  return text
}

function CardText({ id }: { id: CardId }) {
  return <p>{plainText(useText(fragmentOf(id)))}</p>
}

function Names({ id }: { id: CardId }) {
  return <i>{usePeopleAt(id).map(person => person.presence.user.name)}</i>
}

function BoardCount() {
  return <b>{[...useBoard().values()].flat().length}</b>
}

function Title() {
  return <h1>{useMeta().title}</h1>
}

function People() {
  return <u>{usePeople().map(person => person.presence.user.name)}</u>
}

const everything = (
  <>
    <Counted name="board">
      <BoardCount />
    </Counted>
    <Counted name="title">
      <Title />
    </Counted>
    <Counted name="people">
      <People />
    </Counted>
    {[A, B].map(id => (
      <Counted key={id} name={id}>
        <CardText id={id} />
        <Names id={id} />
      </Counted>
    ))}
  </>
)

test("[CL9] typing in a card renders that card and nothing else", () => {
  show(everything)

  const again = rendered(() => {
    const first = fragmentOf(A).get(0)
    assert(first instanceof Y.XmlElement, "a card has a paragraph")
    const run = first.get(0)
    assert(run instanceof Y.XmlText, "a paragraph has words")
    run.insert(0, "More ")
  })

  expect(again).toEqual({ [A]: 1 })
  expect(page.textContent).toContain("More Alpha")
})

test("[CL9] a new title renders the title, and a new card the board", () => {
  show(everything)

  expect(rendered(() => setMeta(room.content, { title: "Other" }))).toEqual({ title: 1 })
  const card = { id: C, text: [paragraph("Gamma")], by: "", born: 1 }
  const again = rendered(() => addCards(room.content, [card], { block: HERE, position: 9 }))
  expect(Object.keys(again)).toEqual(["board"])
})

test("[CL9] a caret that moves renders nothing; a person who comes to a card renders that card and the faces", () => {
  const other = new Awareness(new Y.Doc())
  const tell = (state: Record<string, unknown>) => {
    other.setLocalState(state)
    applyAwarenessUpdate(room.awareness, encodeAwarenessUpdate(other, [other.clientID]), "wire")
  }
  const user = { name: "Bo", color: "#b4432e" }
  show(everything)
  act(() => tell({ user, cursor: { anchor: 1 } }))

  expect(rendered(() => tell({ user, cursor: { anchor: 2 } }))).toEqual({})
  const again = rendered(() => tell({ user, at: { kind: "card", card: A, editing: true } }))

  expect(again).toEqual({ people: 1, [A]: 1 })
  expect(page.querySelector("i")?.textContent).toBe("Bo")
  other.destroy()
})

test("a change of one card keeps the heads of the others, and the lists of other blocks", () => {
  const { heads, board } = documentViews(room.content)
  const [before, boardBefore] = [heads.get(), board.get()]

  tagCards(room.content, [A], undefined)
  archiveCards(room.content, [A], 5)

  const byId = (id: CardId) => [before, heads.get()].map(list => list.find(head => head.id === id))
  const [oldA, newA] = byId(A)
  const [oldB, newB] = byId(B)
  expect(newA).not.toBe(oldA)
  expect(newB).toBe(oldB)
  expect(board.get().get(THERE)).toBe(boardBefore.get(THERE))
  expect(board.get().get(HERE)).toEqual([])
})

test("a card whose map is replaced has a new head, though it reads the same", () => {
  const { heads } = documentViews(room.content)
  const before = heads.get().find(head => head.id === A)

  const map = cardOf(room.content, A)
  assert(map, "the card is there")
  room.content.cards.set(A, map.clone())

  const after = heads.get().find(head => head.id === A)
  expect(after).toEqual(before)
  expect(after).not.toBe(before)
})

test("a template is read once, whatever else of the meta changes", () => {
  const { template } = documentViews(room.content)
  const before = template.get()

  setMeta(room.content, { title: "Other" })

  expect(template.get()).toBe(before)
})

test("what changes between a render and its subscription is not missed", () => {
  const { meta } = documentViews(room.content)
  expect(meta.get().title).toBe("Small")

  setMeta(room.content, { title: "Other" })

  expect(meta.get().title).toBe("Other")
})

test("people who send nonsense are not shown, and oneself comes first", () => {
  const nonsense = [null, { user: 7 }, { user: { name: "\u0000  ", color: "red" } }]
  for (const state of nonsense) {
    const other = new Awareness(new Y.Doc())
    other.setLocalState(state as Record<string, unknown> | null)
    applyAwarenessUpdate(room.awareness, encodeAwarenessUpdate(other, [other.clientID]), "wire")
    other.destroy()
  }
  room.awareness.setLocalState({ user: { name: "Ana", color: "#2f68b0" } })

  const people = peopleViews(room.awareness).everybody.get()

  expect(people.map(person => [person.isMe, person.presence.user.name])).toEqual([
    [true, "Ana"],
    [false, "Guest"],
  ])
})

test("[CL3] what is taken back is brought into view", async () => {
  const shown: Element[] = []
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element) {
    shown.push(this)
  })
  Element.prototype.animate ??= () => ({}) as Animation
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 9_000, 10, 10))
  function UndoButton() {
    const { canUndo, undo } = useUndo()
    const { content } = useRoom()
    return (
      <>
        <div data-place={`card:${A}`} />
        <button
          type="button"
          onClick={() => moveCards(content, [A], { block: THERE as BlockId, position: 0 })}
        />
        <button type="button" disabled={!canUndo} onClick={undo} />
      </>
    )
  }
  show(<UndoButton />)
  const [move, undo] = page.querySelectorAll("button")
  expect(undo?.disabled).toBe(true)

  act(() => move?.click())
  expect(undo?.disabled).toBe(false)
  act(() => undo?.click())

  await eventually(() => expect(shown).toEqual([page.querySelector("[data-place]")]))
  vi.restoreAllMocks()
})
