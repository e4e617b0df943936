// @vitest-environment happy-dom
// Anchors against chance: two clients edit one text at once, in real editors, with everything that is known to lead
// positions astray, while each renews the anchors after its own edits as the product does. Rule AN8.
//
// The oracle: every letter of the text is a character of its own, and only the test knows which letter it stands for. The
// anchors are shown the letters, of which there are few words, many times; the test sees the characters, and so where
// each of the commented ones has gone through every cut, paste, split and undo.
import { Editor } from "@tiptap/core"
import { Collaboration } from "@tiptap/extension-collaboration"
import { TextSelection } from "@tiptap/pm/state"
import { canSplit } from "@tiptap/pm/transform"
// For the types of its commands.
import type {} from "@tiptap/starter-kit"
import { ySyncPluginKey } from "@tiptap/y-tiptap"
import { expect, test } from "vitest"
import * as Y from "yjs"
import { openUndo, type Undo } from "../../client/sync/undo.ts"
import { assert } from "../../shared/assert.ts"
import { type Anchor, makeAnchor, refreshAnchor, resolveAnchor } from "../../shared/model/anchor.ts"
import { type Content, contentOf } from "../../shared/model/document.ts"
import { richTextExtensions } from "../../shared/model/extensions.ts"
import { type Letters, lettersOf, type Stretch } from "../../shared/model/letters.ts"
import { appendText, paragraph } from "../../shared/model/rich-text.ts"
import { exchange } from "../client/text/world.ts"
import { type Random, randomBySeed } from "../harness/random.ts"

const EDITS = 2_000
/** A fresh text so often that it stays a text: after some hundred random edits little of one is left. */
const EDITS_PER_TEXT = 100
const THREADS = 12

const vocabulary =
  "the model market value cost of and partner cloud price team open key revenue data growth risk to a in".split(
    " ",
  )
/** The characters that stand for letters: ideographs, which editors take for letters like any other. */
const FIRST_CHARACTER = 0x4e00
const CHARACTERS = 0x5000

/** A text's characters and what they stand for. */
class Cipher {
  readonly #letters: string[] = []
  /** To the words of which threads a character belongs: the commented ones, and what was put between two of them. */
  readonly #threads = new Map<string, Set<string>>()

  write(words: string): string {
    return [...words].map(letter => this.#character(letter)).join("")
  }

  #character(letter: string): string {
    this.#letters.push(letter)
    assert(this.#letters.length < CHARACTERS, "there is a character left")
    return String.fromCharCode(FIRST_CHARACTER + this.#letters.length - 1)
  }

  /** The letters as everybody but the test sees them. */
  show = (letters: Letters): Letters => ({
    ...letters,
    words: [...letters.words]
      .map(character => this.#letters[character.charCodeAt(0) - FIRST_CHARACTER] ?? "?")
      .join(""),
  })

  claim(characters: string, thread: string): void {
    for (const character of characters)
      this.#threads.set(character, (this.#threads.get(character) ?? new Set()).add(thread))
  }

  belongs = (character: string | undefined, thread: string): boolean =>
    character !== undefined && (this.#threads.get(character)?.has(thread) ?? false)

  /** What is put between two characters of a thread's words, or in place of some of them, belongs to them. */
  inherit(before: string | undefined, replaced: string, added: string, after: string | undefined): void {
    const between = [...(this.#threads.get(before ?? "") ?? [])].filter(each => this.belongs(after, each))
    const taken = [...replaced].flatMap(character => [...(this.#threads.get(character) ?? [])])
    for (const thread of [...between, ...taken]) this.claim(added, thread)
  }
}

interface Client {
  content: Content
  cipher: Cipher
  editor: Editor
  undo: Undo
  /** What was cut here last, until it is pasted. */
  cut: ReturnType<Editor["state"]["selection"]["content"]> | undefined
  /** As far as this client has heard. */
  anchors: Map<string, Anchor>
}

function openClient(content: Content, cipher: Cipher): Client {
  const undo = openUndo(content)
  const editor = new Editor({
    element: document.createElement("div"),
    extensions: [
      ...richTextExtensions(),
      Collaboration.configure({
        fragment: content.commentary,
        yUndoOptions: { undoManager: undo.forEditor(ySyncPluginKey) },
      }),
    ],
  })
  return { content, cipher, editor, undo, cut: undefined, anchors: new Map() }
}

const phrase = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick(vocabulary)).join(" ")

/** Some letters of one paragraph: whole words mostly, as people select them. */
function randomStretch(random: Random, letters: Letters): Stretch {
  const segment = random.pick(letters.segments)
  const end = segment.from + segment.length
  const start = segment.from + random.below(segment.length - 4)
  const stop = Math.min(end, start + 4 + random.below(30))
  if (random.chance(0.2)) return { from: start, to: stop }
  const from = letters.words.lastIndexOf(" ", start) + 1
  const to = letters.words.indexOf(" ", stop)
  return { from: Math.max(segment.from, from), to: to < 0 ? end : Math.min(end, to) }
}

/** Opens threads. @returns the characters that each is about. */
function openThreads(random: Random, { content, cipher, anchors }: Client): Map<string, Set<string>> {
  const letters = lettersOf(content.commentary)
  const shown = cipher.show(letters)
  const commented = new Map<string, Set<string>>()
  for (let index = 0; index < THREADS; index++) {
    const stretch = randomStretch(random, shown)
    const characters = letters.words.slice(stretch.from, stretch.to)
    const anchor = makeAnchor("commentary", shown, stretch)
    assert(anchor, "the stretch has letters")
    anchors.set(`t${index}`, anchor)
    commented.set(`t${index}`, new Set(characters))
    cipher.claim(characters, `t${index}`)
  }
  return commented
}

const place = (random: Random, { state }: Editor): number =>
  1 + random.below(Math.max(1, state.doc.content.size - 1))

function selectSome(random: Random, editor: Editor, most: number): void {
  const from = place(random, editor)
  const to = Math.min(editor.state.doc.content.size, from + 1 + random.below(most))
  const { doc, tr } = editor.state
  editor.view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))))
}

/** Puts something in place of the selection, and tells the cipher between which characters it has come. */
function put({ editor, cipher }: Client, what: string | NonNullable<Client["cut"]>): void {
  const { tr, doc, selection } = editor.state
  const before = doc.textBetween(0, selection.from).at(-1)
  const after = doc.textBetween(selection.to, doc.content.size).at(0)
  const added = typeof what === "string" ? what : what.content.textBetween(0, what.content.size)
  cipher.inherit(before, doc.textBetween(selection.from, selection.to), added, after)
  editor.view.dispatch(typeof what === "string" ? tr.insertText(what) : tr.replaceSelection(what))
}

const isInText = ({ state: { selection } }: Editor): boolean =>
  selection instanceof TextSelection && selection.$from.parent.isTextblock

const edits: Record<string, (random: Random, client: Client) => void> = {
  type(random, client) {
    client.editor.commands.setTextSelection(place(random, client.editor))
    const words = random.chance(0.5) ? phrase(random, 1 + random.below(3)) : "x"
    if (isInText(client.editor)) put(client, client.cipher.write(words))
  },
  replace(random, client) {
    selectSome(random, client.editor, 10)
    const { $from, $to } = client.editor.state.selection
    if (isInText(client.editor) && $from.sameParent($to)) put(client, client.cipher.write(phrase(random, 1)))
  },
  erase(random, { editor }) {
    selectSome(random, editor, random.chance(0.2) ? 60 : 8)
    editor.commands.deleteSelection()
  },
  split(random, { editor }) {
    const { doc, tr } = editor.state
    const at = place(random, editor)
    if (doc.resolve(at).parent.isTextblock && canSplit(doc, at)) editor.view.dispatch(tr.split(at))
  },
  join(random, { editor }) {
    editor.commands.setTextSelection(place(random, editor))
    editor.chain().setTextSelection(editor.state.selection.$from.start()).joinBackward().run()
  },
  wrap(random, { editor }) {
    const line = editor.chain().setTextSelection(place(random, editor))
    random
      .pick([
        () => line.toggleBulletList(),
        () => line.toggleBlockquote(),
        () => line.toggleHeading({ level: 2 }),
      ])()
      .run()
  },
  mark(random, { editor }) {
    selectSome(random, editor, 20)
    editor.commands.toggleBold()
  },
  cut(random, client) {
    selectSome(random, client.editor, 80)
    client.cut = client.editor.state.selection.content()
    client.editor.commands.deleteSelection()
  },
  paste(random, client) {
    const { cut, editor } = client
    if (!cut) return
    editor.commands.setTextSelection(place(random, editor))
    put(client, cut)
    client.cut = undefined
  },
  move(random, { editor }) {
    const { doc, tr } = editor.state
    if (doc.childCount < 2) return
    const index = random.below(doc.childCount)
    const node = doc.child(index)
    const from = startOf(doc, index)
    tr.delete(from, from + node.nodeSize)
    editor.view.dispatch(tr.insert(startOf(tr.doc, random.below(tr.doc.childCount + 1)), node))
  },
  undo(_random, client) {
    client.undo.undo()
  },
  redo(_random, client) {
    client.undo.redo()
  },
}
const frequent: Record<string, number> = { type: 4, undo: 3 }
const kinds = Object.keys(edits).flatMap(kind => Array<string>(frequent[kind] ?? 1).fill(kind))

function startOf(doc: Editor["state"]["doc"], index: number): number {
  let start = 0
  for (let before = 0; before < index; before++) start += doc.child(before).nodeSize
  return start
}

/** One edit, after which its client renews what it knows of the anchors: those that changed are published. */
function act(random: Random, client: Client): string {
  const kind = random.pick(kinds)
  client.undo.separate()
  edits[kind]?.(random, client)
  const letters = client.cipher.show(lettersOf(client.content.commentary))
  for (const [thread, anchor] of client.anchors) {
    const refreshed = refreshAnchor(anchor, letters)
    if (refreshed.kind === "changed") client.anchors.set(thread, refreshed.anchor)
  }
  return kind
}

/** The documents meet, and so do the anchors: of two that were published the later one counts, whichever that is. */
function meet(random: Random, one: Client, other: Client, known: Map<string, Anchor>): void {
  exchange(one.content.doc, other.content.doc)
  const before = new Map(known)
  for (const { anchors } of random.chance(0.5) ? [one, other] : [other, one])
    for (const [thread, anchor] of anchors) if (anchor !== before.get(thread)) known.set(thread, anchor)
  one.anchors = new Map(known)
  other.anchors = new Map(known)
}

type Verdict =
  /** On the words, or at least on the half of them that is left in one place. */
  | "right"
  /** On some of the words only. */
  | "partly"
  /** Given up, with less than half of the words left. */
  | "gone"
  /** Given up, though most of the words are there. */
  | "lost"
  /** On other words. */
  | "wrong"

function judge(
  thread: string,
  anchor: Anchor,
  { cipher }: Client,
  letters: Letters,
  commented: ReadonlySet<string>,
): Verdict {
  const left = new Set([...letters.words].filter(character => commented.has(character)))
  const found = resolveAnchor(anchor, cipher.show(letters))
  if (!found) return left.size * 2 < commented.size ? "gone" : "lost"
  const characters = [...letters.words.slice(found.from, found.to)]
  const own = characters.filter(character => cipher.belongs(character, thread))
  const covered = own.filter(character => commented.has(character))
  const isOnMostLeft = left.size > 0 && new Set(covered).size * 2 >= left.size
  const isMostlyOwn = own.length * 2 >= characters.length
  const isBetween = [characters.at(0), characters.at(-1)].every(each => cipher.belongs(each, thread))
  if (!isOnMostLeft && !isMostlyOwn && !isBetween) return "wrong"
  return isOnMostLeft && (isMostlyOwn || isBetween) ? "right" : "partly"
}

interface Tally {
  verdicts: Record<Verdict, number>
  edits: Record<string, number>
  wrong: string[]
}

function run(seed: number): Tally {
  const tally: Tally = { verdicts: { right: 0, partly: 0, gone: 0, lost: 0, wrong: 0 }, edits: {}, wrong: [] }
  const random = randomBySeed(seed)
  for (let done = 0; done < EDITS; done += EDITS_PER_TEXT) runText(random, seed, done, tally)
  return tally
}

function runText(random: Random, seed: number, done: number, tally: Tally): void {
  const cipher = new Cipher()
  const [here, there] = [contentOf(new Y.Doc()), contentOf(new Y.Doc())]
  here.doc.clientID = 1 + random.below(1_000)
  there.doc.clientID = 2_000 + random.below(1_000)
  const text = Array.from({ length: 8 }, () => paragraph(cipher.write(phrase(random, 12 + random.below(30)))))
  appendText(here.commentary, text)
  exchange(here.doc, there.doc)
  const [one, other] = [openClient(here, cipher), openClient(there, cipher)]
  const commented = openThreads(random, one)
  const known = new Map(one.anchors)
  other.anchors = new Map(known)
  for (let edit = 0; edit < EDITS_PER_TEXT; edit++) {
    const kind = act(random, random.chance(0.5) ? one : other)
    tally.edits[kind] = (tally.edits[kind] ?? 0) + 1
    if (!random.chance(0.4)) continue
    meet(random, one, other, known)
    const letters = lettersOf(here.commentary)
    for (const [thread, anchor] of known) {
      const verdict = judge(thread, anchor, one, letters, commented.get(thread) ?? new Set())
      tally.verdicts[verdict]++
      if (verdict === "wrong")
        tally.wrong.push(`seed ${seed}, edit ${done + edit} (${kind}), ${thread}: "${anchor.quote}"`)
    }
  }
  for (const { editor, undo } of [one, other]) {
    editor.destroy()
    undo.close()
  }
}

test.each([1, 2, 3])("[AN8] 2,000 random edits by two clients, seed %i", seed => {
  const { verdicts, wrong, edits: made } = run(seed)

  expect(Object.keys(made).sort()).toEqual(Object.keys(edits).sort())
  const total = Object.values(verdicts).reduce((sum, count) => sum + count, 0)
  expect(total).toBeGreaterThan(5_000)
  expect(wrong).toEqual([])
  expect((total - verdicts.partly) / total).toBeGreaterThanOrEqual(0.99)
  // An anchor that always gives up would never be wrong.
  expect(verdicts.right / (total - verdicts.gone)).toBeGreaterThanOrEqual(0.9)
})
