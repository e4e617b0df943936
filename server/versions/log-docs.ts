// A document's log → the document as it was at an update of it, and what each update changed in a canvas. Runs in the
// thread of version-worker.ts: building documents costs seconds where they are large.
import * as Y from "yjs"
import { type CardId, isCardId } from "../../shared/ids.ts"
import { type Content, cardKeys, contentOf } from "../../shared/model/document.ts"
import type { LoggedUpdate, StoredLog, Writer } from "../storage/store.ts"
import type { CanvasChange, ChangeKind } from "../storage/version-store.ts"

/** @returns the last update in the log, or in the snapshot it begins with. */
export const headOf = ({ base, rows }: StoredLog): number => rows.at(-1)?.seq ?? base?.seq ?? 0

/** @returns an update of the log, or undefined where the log does not reach it any more. */
export const rowAt = ({ rows }: StoredLog, seq: number): LoggedUpdate | undefined =>
  rows.find(row => row.seq === seq)

/**
 * The document as it was after an update of its log; whoever gets it destroys it.
 *
 * @param until the last update in it; all of them by default.
 * @throws where Yjs cannot build it.
 */
export function docOf({ base, rows }: StoredLog, until = Number.POSITIVE_INFINITY): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    if (base) Y.applyUpdate(doc, base.update)
    for (const { seq, update } of rows) if (seq <= until) Y.applyUpdate(doc, update)
  })
  if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error("Part of the document is missing.")
  return doc
}

/**
 * What was changed since an update of the log, and by whom: one change for each card, person and kind, at its last time.
 *
 * @param since the last update that is not told.
 */
export function changesIn(log: StoredLog, since: number, writers: readonly Writer[]): CanvasChange[] {
  const guests = new Map(writers.map(({ client, guest }) => [client, guest]))
  const changes = new Map<string, CanvasChange>()
  const doc = docOf(log, since)
  const content = contentOf(doc)
  for (const row of log.rows) {
    if (row.seq <= since) continue
    for (const change of changesBy(content, row, guests)) {
      const name = JSON.stringify([change.card, change.kind, change.by])
      // Behind those that were changed before it.
      changes.delete(name)
      changes.set(name, change)
    }
  }
  doc.destroy()
  return [...changes.values()]
}

function changesBy(
  content: Content,
  row: LoggedUpdate,
  guests: ReadonlyMap<number, Writer["guest"]>,
): CanvasChange[] {
  const changes: CanvasChange[] = []
  const add = (kind: ChangeKind, card: CardId | undefined, event: Y.YEvent<Y.AbstractType<unknown>>) => {
    const by = row.by ?? soleGuest(event, guests)
    changes.push({ kind, seq: row.seq, at: row.at, ...(card && { card }), ...(by && { by }) })
  }
  const hearCards = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    for (const event of events)
      for (const { kind, card } of cardChangesIn(content, event)) add(kind, card, event)
  }
  const hearRest = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    for (const event of events) add("edited", undefined, event)
  }
  const rest = [content.meta, content.tags, content.lead, content.commentary]
  content.cards.observeDeep(hearCards)
  for (const root of rest) root.observeDeep(hearRest)
  Y.applyUpdate(content.doc, row.update)
  content.cards.unobserveDeep(hearCards)
  for (const root of rest) root.unobserveDeep(hearRest)
  return changes
}

function cardChangesIn(
  { cards }: Content,
  event: Y.YEvent<Y.AbstractType<unknown>>,
): { kind: ChangeKind; card: CardId }[] {
  const { target } = event
  if (target === cards)
    return [...event.changes.keys].flatMap(([card, { action }]) =>
      isCardId(card) ? [{ card, kind: action === "delete" ? ("removed" as const) : ("added" as const) }] : [],
    )
  const [card] = event.path
  if (!isCardId(card)) return []
  if (event.path.length > 1 || !(target instanceof Y.Map)) return [{ card, kind: "edited" }]
  return [...event.changes.keys.keys()].flatMap(key => {
    const kind = key === cardKeys.gone && !target.has(key) ? "restored" : kindOf[key]
    return kind ? [{ card, kind }] : []
  })
}

const kindOf: Record<string, ChangeKind> = {
  [cardKeys.at]: "moved",
  [cardKeys.tag]: "tagged",
  [cardKeys.gone]: "archived",
  [cardKeys.text]: "edited",
}

/** Where an update is several people's: whose a change in it is, if what it brought is one guest's alone. */
function soleGuest(
  event: Y.YEvent<Y.AbstractType<unknown>>,
  guests: ReadonlyMap<number, Writer["guest"]>,
): Writer["guest"] | undefined {
  const clients: number[] = []
  // Walked here: of a text, Yjs tells the words that came but not whose they are.
  for (let item = event.target._start; item; item = item.right)
    if (!item.deleted && event.adds(item)) clients.push(item.id.client)
  for (const key of event.changes.keys.keys()) {
    const client = event.target._map.get(key)?.lastId.client
    if (client !== undefined) clients.push(client)
  }
  const found = new Set(clients.map(client => guests.get(client)))
  const [guest] = found
  return found.size === 1 ? guest : undefined
}
