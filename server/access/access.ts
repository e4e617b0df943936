// Who may do what in which room now, for all who ask, and for those who stay: sockets are watched, and hear of every
// change to what they hold as soon as it is stored. Rule LR5.
import { isLinkId, type RoomId } from "../../shared/ids.ts"
import type { AccessStore, Holder } from "../storage/access-store.ts"
import { type Standing, standingOf } from "./grants.ts"
import { bearerIn, hashSecret } from "./secrets.ts"

/** How late somebody may learn that their link has expired. */
const EXPIRY_MS = 500
/** How soon the store is asked again where it did not answer. */
const RETRY_MS = 1_000
/** How late it may be noted when somebody was last here. */
const SEEN_MS = 5_000

interface Watcher {
  holder: Holder
  tell: (standing: Standing) => void
  /** When what they hold ends by itself, ms since 1970. */
  expiresAt: number
}

export interface AccessOptions {
  store: AccessStore
  /** The part of rooms/timers.ts that is needed here. */
  timers: { after(delayMs: number, run: () => void): void }
  /** ms since 1970 */
  now: () => number
  onError: (message: string, error: unknown) => void
}

export class Access {
  readonly #options: AccessOptions
  readonly #watchers = new Map<RoomId, Set<Watcher>>()
  #seen = new Map<string, { room: RoomId; holder: Holder; seenAt: number }>()
  #isWaitingForExpiry = false

  constructor(options: AccessOptions) {
    this.#options = options
  }

  /** @param holder undefined for one who has neither cookie nor token; it is found out that they hold nothing. */
  async standing(room: RoomId, holder: Holder | undefined): Promise<Standing> {
    const { store, now } = this.#options
    return standingOf(await store.access(room, holder ?? NOBODY), now())
  }

  /** Whom a program's Authorization header names: its token is its own holder. */
  async holderOf(authorization: string | undefined): Promise<Holder | undefined> {
    const secret = bearerIn(authorization)
    if (!secret) return undefined
    const link = await this.#options.store.linkBySecret(hashSecret(secret))
    return link?.kind === "token" ? link.id : undefined
  }

  /**
   * Tells what somebody holds in a room, at once and whenever it changes, until they leave.
   *
   * @returns the way to leave.
   */
  watch(room: RoomId, holder: Holder | undefined, tell: (standing: Standing) => void): () => void {
    const watcher: Watcher = { holder: holder ?? NOBODY, tell, expiresAt: Number.POSITIVE_INFINITY }
    const watchers = this.#watchers.get(room) ?? new Set()
    this.#watchers.set(room, watchers.add(watcher))
    // Watched first, then asked: the store answers in the order of the questions, so the newest answer comes last.
    void this.#ask(room, [watcher])
    return () => {
      if (!watchers.delete(watcher)) return
      this.#see(room, watcher.holder)
      if (watchers.size === 0 && this.#watchers.get(room) === watchers) this.#watchers.delete(room)
    }
  }

  /**
   * Something is stored that may change what people hold in the room, or what one of them holds. Resolves when all
   * whom it concerns and who are in it know.
   */
  async changed(room: RoomId, holder?: Holder): Promise<void> {
    const watchers = [...(this.#watchers.get(room) ?? [])]
    await this.#ask(room, holder === undefined ? watchers : watchers.filter(each => each.holder === holder))
  }

  /** Whether somebody has the room open. */
  isHere(room: RoomId, holder: Holder): boolean {
    return [...(this.#watchers.get(room) ?? [])].some(watcher => watcher.holder === holder)
  }

  async #ask(room: RoomId, watchers: readonly Watcher[]): Promise<void> {
    const holders = new Set(watchers.map(watcher => watcher.holder))
    await Promise.all(
      [...holders].map(holder =>
        this.#askFor(
          room,
          holder,
          watchers.filter(each => each.holder === holder),
        ),
      ),
    )
  }

  async #askFor(room: RoomId, holder: Holder, watchers: readonly Watcher[]): Promise<void> {
    try {
      const standing = await this.standing(room, holder)
      for (const watcher of watchers) this.#tell(room, watcher, standing)
    } catch (error) {
      // Nobody keeps what was taken from them because the store was away for a moment.
      this.#options.onError("It could not be found out what somebody may do", error)
      this.#options.timers.after(RETRY_MS, () => {
        const still = watchers.filter(watcher => this.#watchers.get(room)?.has(watcher))
        if (still.length > 0) void this.#askFor(room, holder, still)
      })
    }
  }

  #tell(room: RoomId, watcher: Watcher, standing: Standing): void {
    if (!this.#watchers.get(room)?.has(watcher)) return
    if (standing.kind === "granted") {
      this.#see(room, watcher.holder)
      watcher.expiresAt = standing.access.expiresAt ?? Number.POSITIVE_INFINITY
      if (standing.access.expiresAt !== undefined) this.#waitForExpiry()
    } else watcher.expiresAt = Number.POSITIVE_INFINITY
    watcher.tell(standing)
  }

  #waitForExpiry(): void {
    if (this.#isWaitingForExpiry) return
    this.#isWaitingForExpiry = true
    this.#options.timers.after(EXPIRY_MS, () => {
      this.#isWaitingForExpiry = false
      const nowMs = this.#options.now()
      let isLater = false
      for (const [room, watchers] of this.#watchers) {
        const due = [...watchers].filter(watcher => watcher.expiresAt <= nowMs)
        // Asked once; the answer says when to look again.
        for (const watcher of due) watcher.expiresAt = Number.POSITIVE_INFINITY
        isLater ||= [...watchers].some(watcher => Number.isFinite(watcher.expiresAt))
        if (due.length > 0) void this.#ask(room, due)
      }
      if (isLater) this.#waitForExpiry()
    })
  }

  #see(room: RoomId, holder: Holder): void {
    if (holder === NOBODY) return
    const { store, timers, now, onError } = this.#options
    if (this.#seen.size === 0)
      timers.after(SEEN_MS, () => {
        const seen = [...this.#seen.values()]
        this.#seen = new Map()
        store.touchGrants(seen).catch((error: unknown) => onError("Who was here could not be noted", error))
      })
    this.#seen.set(`${room}/${holder}`, { room, holder, seenAt: now() })
  }
}

/** Holds nothing anywhere: looked up all the same, so that who has no cookie is refused after the same work. */
const NOBODY = "" as Holder

/** True where the holder is a program. */
export const isProgram = (holder: Holder): boolean => isLinkId(holder)
