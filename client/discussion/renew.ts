// Renews the anchors of words this person has edited around, so that the next edit of anybody starts from what stands
// there now. Only the client that made an edit does so: two that corrected each other would never come to rest. What
// cannot be told now is tried when the line is back. Rule DI25.
import type * as Y from "yjs"
import { isCardId } from "../../shared/ids.ts"
import { type AnchorPlace, cardPlace, fragmentAt, refreshAnchor } from "../../shared/model/anchor.ts"
import type { Content } from "../../shared/model/document.ts"
import { lettersOf } from "../../shared/model/letters.ts"
import type { OpenDiscussion } from "../sync/discussion.ts"
import { threadsByPlace } from "./found.ts"

/** A pause in the writing; in long stretches of it, at most this often. */
const REST_MS = 500
const AT_MOST_EVERY_MS = 3_000
const TRY_AGAIN_MS = 5_000

interface RenewalOf {
  content: Content
  discussion: Pick<OpenDiscussion, "talk" | "me" | "requests" | "isThere" | "subscribe">
  /** They may renew any thread's anchor; others only their own. */
  mayEdit: () => boolean
  nowMs: () => number
}

/** @returns the way to stop. */
export function renewAnchors({ content, discussion, mayEdit, nowMs }: RenewalOf): () => void {
  const touched = new Set<AnchorPlace>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let firstTouchMs = 0
  let isRenewing = false
  let isOver = false

  const renew = async () => {
    timer = undefined
    if (isRenewing || isOver || !discussion.isThere()) return
    isRenewing = true
    const places = threadsByPlace(discussion.talk().threads)
    for (const place of [...touched]) {
      touched.delete(place)
      const threads = places.get(place) ?? []
      const fragment = threads.length > 0 ? fragmentAt(content, place) : undefined
      const letters = fragment && lettersOf(fragment)
      for (const { id, by, target } of threads) {
        if (!letters || target.kind !== "text" || !(mayEdit() || by === discussion.me)) continue
        const renewed = refreshAnchor(target.anchor, letters)
        if (renewed.kind !== "changed") continue
        const reply = await discussion.requests.moveAnchor(id, renewed.anchor)
        if (reply.ok || (reply.reached && reply.problem.status !== 429)) continue
        // Not now: the whole text again, by then it may read otherwise.
        touched.add(place)
        break
      }
    }
    isRenewing = false
    if (touched.size > 0 && !isOver) timer ??= setTimeout(() => void renew(), TRY_AGAIN_MS)
  }
  const later = () => {
    if (timer === undefined) firstTouchMs = nowMs()
    const pauseMs = Math.max(0, Math.min(REST_MS, firstTouchMs + AT_MOST_EVERY_MS - nowMs()))
    clearTimeout(timer)
    timer = setTimeout(() => void renew(), pauseMs)
  }
  const edited = (transaction: Y.Transaction) => {
    if (!transaction.local) return
    const before = touched.size
    for (const type of transaction.changedParentTypes.keys()) {
      const place = placeOf(content, type)
      if (place) touched.add(place)
    }
    if (touched.size > before || (touched.size > 0 && transaction.changedParentTypes.size > 0)) later()
  }
  const stop = discussion.subscribe(() => {
    if (touched.size > 0 && timer === undefined && discussion.isThere()) later()
  })
  content.doc.on("afterTransaction", edited)
  return () => {
    isOver = true
    clearTimeout(timer)
    stop()
    content.doc.off("afterTransaction", edited)
  }
}

/** The text a changed type is, where it is one: a root, or the fragment of a card. */
function placeOf(content: Content, type: unknown): AnchorPlace | undefined {
  if (type === content.lead) return "lead"
  if (type === content.commentary) return "commentary"
  const card = (type as Y.AbstractType<unknown>).parent
  const id = card?._item?.parentSub
  return (card?.parent as unknown) === content.cards && isCardId(id) ? cardPlace(id) : undefined
}
