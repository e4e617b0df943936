// What a room was between its versions, and whose it is: moments of the log, writers of client ids, changes of cards.
// Rules VE7, VE8.
import type { RoomId } from "../../shared/ids.ts"
import type { CardChange, Moment, MomentContent, Named, Writers } from "../../shared/versions-api.ts"
import { rowAt } from "./log-docs.ts"
import { momentsIn } from "./moments.ts"
import { namesIn } from "./names.ts"
import type { Versions, VersionsOptions } from "./versions.ts"

export class Past {
  readonly #versions: Versions
  readonly #options: VersionsOptions

  constructor(versions: Versions, options: VersionsOptions) {
    this.#versions = versions
    this.#options = options
  }

  /** Oldest first. */
  async moments(room: RoomId): Promise<Moment[]> {
    const [log, nameOf] = await Promise.all([
      this.#versions.keeping.logOf(room),
      namesIn(this.#options.store, room),
    ])
    return momentsIn(log, nameOf)
  }

  /** The canvas after an update of the log, or undefined where the log does not reach that. */
  async moment(room: RoomId, seq: number): Promise<MomentContent | undefined> {
    const log = await this.#versions.keeping.logOf(room)
    const row = rowAt(log, seq)
    const canvas = row && (await this.#options.work("show", log, seq))
    if (!canvas) return undefined
    const nameOf = await namesIn(this.#options.store, room)
    const named = nameOf(row.by)
    return { moment: { seq, at: row.at, people: named ? [named] : [] }, canvas }
  }

  async writers(room: RoomId): Promise<Writers> {
    const { store } = this.#options
    const [writers, nameOf] = await Promise.all([
      store.writers({ room, document: "content" }),
      namesIn(store, room),
    ])
    const named = writers.flatMap(({ client, guest }): [number, Named][] => {
      const name = nameOf(guest)
      return name ? [[client, name]] : []
    })
    return { clients: Object.fromEntries(named) }
  }

  /** The last change of each card, those included that the log has had since it was last read. */
  async cardChanges(room: RoomId): Promise<CardChange[]> {
    const { store } = this.#options
    await this.#versions.readChanges(room)
    const [{ last }, nameOf] = await Promise.all([store.canvasChanges(room), namesIn(store, room)])
    return last.flatMap(({ card, at, by }): CardChange[] => {
      if (card === undefined) return []
      const named = nameOf(by)
      return [{ card, at, ...(named && { by: named }) }]
    })
  }
}
