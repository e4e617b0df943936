// The discussions of all rooms, as requests see them: who asks is known and may comment; what they ask is done once,
// stored, told, and reported to the room's webhook. Rules DI3–DI8.
import type { DiscussionEvent } from "../../shared/discussion-api.ts"
import type { CommentId, PersonId, RoomId, ThreadId } from "../../shared/ids.ts"
import type { Anchor } from "../../shared/model/anchor.ts"
import type { RichText } from "../../shared/model/canvas.ts"
import { mentionsIn } from "../../shared/model/comment-text.ts"
import type { Comment, ReactionEmoji, Thread, Writer } from "../../shared/model/discussion.ts"
import type { Talk } from "../../shared/model/read-discussion.ts"
import { mayEdit, mayFacilitate, type Role } from "../../shared/roles.ts"
import type { AccessStore } from "../storage/access-store.ts"
import type { DiscussionStore, ReadMark } from "../storage/discussion-store.ts"
import { eventOf } from "./events.ts"
import type { OpenDiscussions } from "./open-discussions.ts"
import { DiscussionFull, type Scribe } from "./scribe.ts"
import * as write from "./write.ts"

/** Who asks, from their grant. */
export interface Speaker extends Writer {
  person: PersonId
  role: Role
}

export type Refusal = write.Refusal | { kind: "noRoom" | "tooFast" | "badMention"; detail: string }
export type Answer<Value> = { kind: "done"; value: Value; isNew: boolean } | Refusal

export interface DiscussionsOptions {
  open: OpenDiscussions
  store: Pick<AccessStore, "grants"> & Pick<DiscussionStore, "reads" | "markRead">
  /** ms since 1970 */
  now: () => number
  /** Takes one of the things a person may say; the key is the person in the room. */
  maySpeak: (key: string) => boolean
  /** Told of everything that was said, once it is stored. */
  onEvent: (event: DiscussionEvent) => void
}

export class Discussions {
  readonly #options: DiscussionsOptions

  constructor(options: DiscussionsOptions) {
    this.#options = options
  }

  /** Everything said in a room that is stored, or undefined where there is no such room. */
  async talk(room: RoomId): Promise<Talk | undefined> {
    return this.#options.open.use(room, async scribe => {
      const talk = scribe.talk()
      await scribe.stored()
      return talk
    })
  }

  async openThread(room: RoomId, speaker: Speaker, opening: write.Opening): Promise<Answer<Thread>> {
    return this.#speak(room, speaker, {
      body: opening.comment.body,
      change: (page, doer) => write.openThread(page, doer, opening),
      result: talk => write.findThread(talk, opening.id),
      event: { kind: "thread-opened", comment: opening.comment.id },
    })
  }

  async addComment(
    room: RoomId,
    speaker: Speaker,
    thread: ThreadId,
    comment: { id: CommentId; body: RichText },
  ): Promise<Answer<Comment>> {
    return this.#speak(room, speaker, {
      body: comment.body,
      change: (page, doer) => write.addComment(page, doer, thread, comment),
      result: talk => write.findComment(talk, comment.id),
      event: { kind: "comment-added", comment: comment.id },
    })
  }

  async editComment(room: RoomId, speaker: Speaker, id: CommentId, body: RichText): Promise<Answer<Comment>> {
    return this.#speak(room, speaker, {
      body,
      change: (page, doer) => write.editComment(page, doer, id, body),
      result: talk => write.findComment(talk, id),
    })
  }

  async deleteComment(room: RoomId, speaker: Speaker, id: CommentId): Promise<Answer<true>> {
    return this.#speak(room, speaker, {
      change: (page, doer) => write.deleteComment(page, doer, id),
      result: () => true as const,
    })
  }

  async resolveThread(
    room: RoomId,
    speaker: Speaker,
    id: ThreadId,
    isResolved: boolean,
  ): Promise<Answer<Thread>> {
    return this.#speak(room, speaker, {
      change: (page, doer) => write.resolveThread(page, doer, id, isResolved),
      result: talk => write.findThread(talk, id),
      event: { kind: isResolved ? "thread-resolved" : "thread-reopened" },
    })
  }

  async react(
    room: RoomId,
    speaker: Speaker,
    id: CommentId,
    reaction: { emoji: ReactionEmoji; isGiven: boolean },
  ): Promise<Answer<Comment>> {
    return this.#speak(room, speaker, {
      change: (page, doer) => write.react(page, doer, id, reaction),
      result: talk => write.findComment(talk, id),
    })
  }

  async setAnchor(room: RoomId, speaker: Speaker, id: ThreadId, anchor: Anchor): Promise<Answer<Thread>> {
    return this.#speak(room, speaker, {
      change: (page, doer) => write.setAnchor(page, doer, id, anchor),
      result: talk => write.findThread(talk, id),
    })
  }

  reads(room: RoomId, person: PersonId): Promise<ReadMark[]> {
    return this.#options.store.reads(room, person)
  }

  /** Moves a person's marks forward, in the threads that are there. */
  async markRead(room: RoomId, person: PersonId, marks: readonly ReadMark[]): Promise<ReadMark[]> {
    const { store, now } = this.#options
    const talk = await this.talk(room)
    const known = new Set(talk?.threads.map(({ id }) => id))
    const latest = now()
    const kept = marks
      .filter(({ thread }) => known.has(thread))
      // A time to come would hide what is yet to be said.
      .map(({ thread, readAt }) => ({ thread, readAt: Math.min(readAt, latest) }))
    if (kept.length > 0) await store.markRead(room, person, kept)
    return store.reads(room, person)
  }

  async #speak<Value extends Thread | Comment | true>(
    room: RoomId,
    speaker: Speaker,
    speech: Speech<Value>,
  ): Promise<Answer<Value>> {
    const { open, maySpeak } = this.#options
    if (!maySpeak(`${room}/${speaker.person}`))
      return { kind: "tooFast", detail: "You are writing faster than a person can. Please wait a little." }
    const mentioned = await this.#mentioned(room, mentionsIn(speech.body ?? []))
    if (!mentioned)
      return { kind: "badMention", detail: "Only people who have been in the room can be mentioned." }
    try {
      const answer = await open.use(room, scribe => this.#write(scribe, room, speaker, mentioned, speech))
      return answer ?? { kind: "noRoom", detail: "There is no such room." }
    } catch (error) {
      if (!(error instanceof DiscussionFull)) throw error
      return { kind: "full", detail: "The discussion of this room is full." }
    }
  }

  async #write<Value extends Thread | Comment | true>(
    scribe: Scribe,
    room: RoomId,
    speaker: Speaker,
    mentioned: ReadonlyMap<PersonId, Writer>,
    { change, result, event }: Speech<Value>,
  ): Promise<Answer<Value>> {
    const doer = this.#doer(speaker)
    const { outcome, value } = scribe.write(discussion => {
      const page = { discussion, talk: scribe.talk() }
      const outcome = change(page, doer)
      if (outcome.kind === "changed")
        for (const [person, looks] of mentioned) write.remember(page, person, looks)
      return { outcome, value: result(scribe.talk()) }
    })
    if (outcome.kind !== "changed" && outcome.kind !== "unchanged") return outcome
    // Also where nothing changed: the request that did may still wait for the disk, or may have been told it failed.
    await scribe.stored()
    if (value === undefined) return { kind: "absent", detail: "It has been deleted." }
    const isNew = outcome.kind === "changed"
    const told = isNew && event && eventOf(room, scribe.talk(), doer, value, event)
    if (told) this.#options.onEvent(told)
    return { kind: "done", value, isNew }
  }

  #doer({ person, role, name, color }: Speaker): write.Doer {
    return {
      person,
      looks: { name, color },
      mayEdit: mayEdit(role),
      mayFacilitate: mayFacilitate(role),
      now: this.#options.now(),
    }
  }

  /** How those who are mentioned look, or undefined where one of them has never been here. */
  async #mentioned(
    room: RoomId,
    people: readonly PersonId[],
  ): Promise<ReadonlyMap<PersonId, Writer> | undefined> {
    if (people.length === 0) return new Map()
    const grants = await this.#options.store.grants(room)
    const looks = new Map(grants.map(({ person, name, color }) => [person, { name, color }]))
    const found = people.flatMap((person): [PersonId, Writer][] => {
      const writer = looks.get(person)
      return writer ? [[person, writer]] : []
    })
    return found.length === people.length ? new Map(found) : undefined
  }
}

interface Speech<Value> {
  /** The words, where some are written: those they mention are looked up. */
  body?: RichText
  change: (page: write.Page, doer: write.Doer) => write.Outcome
  result: (talk: Talk) => Value | undefined
  event?: { kind: DiscussionEvent["kind"]; comment?: CommentId }
}
