// Counts by content: which source edits each receiver has, and how old each was when it arrived. A frame that many
// receivers get is read once.
import * as Y from "yjs"

/** Latencies in ms, kept as a histogram of 0.1 ms steps up to 60 s. */
export class Latencies {
  readonly #counts = new Uint32Array(600_001)
  #count = 0

  add(ms: number): void {
    const step = Math.max(0, Math.min(600_000, Math.round(ms * 10)))
    this.#counts[step] = (this.#counts[step] ?? 0) + 1
    this.#count++
  }

  get count(): number {
    return this.#count
  }

  /** @param share 0.5 for the median; NaN where nothing was counted. */
  at(share: number): number {
    let left = this.#count * share
    for (let step = 0; step < this.#counts.length; step++) {
      left -= this.#counts[step] ?? 0
      if (left <= 0 && this.#count > 0) return step / 10
    }
    return Number.NaN
  }
}

/** Reads frames through a small memory of the last ones, since a room's receivers get equal bytes. */
export class SharedReads<Read> {
  readonly #read: (bytes: Uint8Array) => Read
  readonly #recent: { bytes: Uint8Array; read: Read }[] = []
  constructor(read: (bytes: Uint8Array) => Read) {
    this.#read = read
  }
  of(bytes: Uint8Array): Read {
    for (const kept of this.#recent)
      if (kept.bytes.length === bytes.length && Buffer.compare(kept.bytes, bytes) === 0) return kept.read
    const read = this.#read(bytes)
    this.#recent.unshift({ bytes, read })
    if (this.#recent.length > 48) this.#recent.pop()
    return read
  }
}

export type Ranges = [client: number, from: number, to: number][]

/** The clocks an update carries, client by client. */
export function rangesOf(update: Uint8Array): Ranges {
  const { from, to } = Y.parseUpdateMeta(update)
  return [...to].map(([client, end]) => [client, from.get(client) ?? 0, end])
}

/** A writer whose every edit is one character, so that its clock counts its edits. */
export class Writer {
  readonly doc = new Y.Doc()
  readonly #text: Y.Text
  /** When each edit was sent, ms, by clock. */
  readonly sentAt: number[] = []
  #last: Uint8Array = new Uint8Array(0)
  constructor(clientId: number) {
    this.doc.clientID = clientId
    this.#text = this.doc.getText("load")
    this.doc.on("update", update => {
      this.#last = update
    })
  }
  /** Makes the next edit and returns its update. */
  edit(now: number): Uint8Array {
    this.#text.insert(this.#text.length, String.fromCharCode(97 + (this.sentAt.length % 26)))
    this.sentAt.push(now)
    return this.#last
  }
}

/** What one receiver has of each writer: everything below a clock, as frames come in order per sender. */
export class Receiver {
  readonly #has = new Map<number, number>()
  readonly #kept: Uint8Array[] | undefined
  holes = 0
  constructor(keepsDocument: boolean) {
    this.#kept = keepsDocument ? [] : undefined
  }
  take(
    update: Uint8Array,
    ranges: Ranges,
    writers: ReadonlyMap<number, Writer>,
    now: number,
    into: Latencies,
  ): void {
    this.#kept?.push(update.slice())
    for (const [client, from, to] of ranges) {
      const writer = writers.get(client)
      if (!writer) continue
      const had = this.#has.get(client) ?? 0
      if (from > had) this.holes++
      for (let clock = Math.max(from, had); clock < to; clock++) into.add(now - (writer.sentAt[clock] ?? now))
      if (to > had) this.#has.set(client, to)
    }
  }
  has(client: number): number {
    return this.#has.get(client) ?? 0
  }
  /** The document made of all frames; only where it was kept. */
  text(): string | undefined {
    if (!this.#kept) return undefined
    const doc = new Y.Doc()
    for (const update of this.#kept) Y.applyUpdate(doc, update)
    return doc.getText("load").toString()
  }
}
