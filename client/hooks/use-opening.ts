// From a room's address to an open room: what this device knows opens at once; a secret in the address is exchanged for
// access; what the server says corrects all of it, and lets in again whoever was sent out but still has a way in.
import { useEffect, useLayoutEffect, useState } from "react"
import { type EnteredRoom, type Problem, problems, type RoomSummary } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { Close } from "../../shared/protocol/close.ts"
import { type enterRoom, type getRoom, showMe } from "../api.ts"
import type { AddressBar } from "../sync/enter.ts"
import { guest, type Me } from "../sync/me.ts"
import { type OpenRoom, openRoom } from "../sync/open-room.ts"
import { findRoom, keepRoom } from "../sync/rooms.ts"
import { type Device, useDevice, useMyself } from "./device-context.tsx"
import { whenPainted } from "./when-painted.ts"

/** How a page gets into its room: what it asks the server, and where a link's secret stands. */
export interface Door {
  find: typeof getRoom
  enter: typeof enterRoom
  address: AddressBar
  /** Gives away, once, the opening that was begun before there was a page to show it. */
  takeBegun?: (id: RoomId) => Begun | undefined
}

/** An opening under way, whatever has been reached. */
export interface Begun {
  /** Calls `tell` with what has been reached, and with each next step; one listener at a time. */
  follow(tell: (opening: Opening) => void): void
  /** Resolves once there is nothing to do but to wait for the server, or for the person. */
  underWay: Promise<unknown>
  end(): void
}

export type Opening =
  | { state: "finding" }
  /** `ended` is why the server no longer opens it; what is kept of it stays open all the same. */
  | { state: "open"; room: OpenRoom; refusal?: LinkRefusal; ended?: Problem }
  | { state: "missing" }
  /** Never opened here, and the server does not answer. It is tried again by itself. */
  | { state: "unreachable" }
  /** The link wants a password; what was tried before was wrong where `problem` says so. */
  | { state: "password"; problem: Problem; tryWith: (password: string) => void; passBy?: () => void }
  | { state: "failed"; problem: Problem }

/** Why the link in the address did not open the room, where an earlier way in did. */
export interface LinkRefusal {
  problem: Problem
  /** Asks for the password, where that is what is lacking. */
  askPassword?: () => void
}

const FINDING: Opening = { state: "finding" }

const TRY_AGAIN_MS = 3_000
/** Somebody who is let in again and sent out at once stays out: they would come and go for ever. */
const ADMITTED_AGAIN_AFTER_MS = 10_000

/** Opens the room for as long as the component lives. */
export function useOpening(id: RoomId, door: Door): Opening {
  const device = useDevice()
  const { me } = useMyself()
  const [opening, setOpening] = useState<Opening>(FINDING)

  // In a layout effect, so that what has been reached by now is what is painted first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another name is told below, without opening again
  useLayoutEffect(() => {
    const begun = door.takeBegun?.(id) ?? beginOpening(id, me ?? guest(device.random), device, door)
    begun.follow(setOpening)
    return begun.end
  }, [id, device, door])
  const room = opening.state === "open" ? opening.room : undefined
  useEffect(() => {
    if (!room || !me) return
    room.setMe(me)
    // The others see the name the server holds. Where it is not reached, the next opening tells it.
    void whenPainted().then(() => showMe(room.id, me))
  }, [room, me])
  return opening
}

/** Opens a room; knows no page, so that it can begin before there is one. */
export function beginOpening(id: RoomId, me: Me, device: Device, door: Door): Begun {
  let opening = FINDING
  let listener: (opening: Opening) => void = () => {}
  let room: OpenRoom | undefined
  let summary: RoomSummary | undefined
  let stopWatching = () => {}
  let isOver = false
  let again: ReturnType<typeof setTimeout> | undefined

  const tell = (next: Opening) => {
    opening = next
    listener(next)
  }
  const open = (entered: EnteredRoom): OpenRoom => {
    stopWatching()
    room?.close()
    room = openRoom(entered, me, device)
    summary = entered
    stopWatching = watchEnding(room, device.nowMs, () => void ask())
    return room
  }
  const letIn = (entered: EnteredRoom, problem?: Problem) => {
    keepRoom(device.shelf, { summary: entered, openedAt: device.nowMs() })
    const isOpen = room && summary && !isOther(summary, entered)
    const here = room && isOpen ? room : open(entered)
    if (isOpen) here.admit(entered)
    tell({ state: "open", room: here, ...(problem && { refusal: refusalOf(problem, here) }) })
  }
  const refusalOf = (problem: Problem, here: OpenRoom): LinkRefusal => ({
    problem,
    ...(wantsPassword(problem) && { askPassword: () => askPassword(problem, here) }),
  })
  const askPassword = (problem: Problem, here?: OpenRoom) =>
    tell({
      state: "password",
      problem,
      tryWith: password => void enter(password),
      ...(here && { passBy: () => tell({ state: "open", room: here }) }),
    })
  const waitFor = (attempt: () => Promise<void>) => {
    clearTimeout(again)
    again = setTimeout(() => void attempt(), TRY_AGAIN_MS)
    if (!room) tell({ state: "unreachable" })
  }

  /** @param refusal why a link did not open, where one was tried before. */
  const ask = async (refusal?: Problem): Promise<void> => {
    const found = await door.find(id)
    if (isOver) return
    if (found.ok) return letIn(found.value, refusal)
    if (!found.reached) return waitFor(() => ask(refusal))
    const problem = refusal ?? found.problem
    // A room that is known here stays open: its socket is told the same, and what is kept can be taken away.
    if (room) return tell({ state: "open", room, ended: problem })
    tell(problem.status === 404 ? { state: "missing" } : { state: "failed", problem })
  }

  const enter = async (password?: string): Promise<void> => {
    const secret = door.address.secret()
    if (!secret) return ask()
    const by = { secret, name: me.name, color: me.color, ...(password !== undefined && { password }) }
    const entered = await door.enter(id, by)
    if (isOver) return
    if (entered.ok) {
      letIn(entered.value)
      return door.address.forget()
    }
    if (!entered.reached) return waitFor(() => enter(password))
    const { problem } = entered
    // Whoever is in the room reads on, and is asked only if they wish; a wrong password was given by somebody who did.
    const isAsking = !room || password !== undefined
    if (wantsPassword(problem) && isAsking) return askPassword(problem, room)
    return ask(problem)
  }

  const known = findRoom(device.shelf, id)?.summary
  if (known) {
    tell({ state: "open", room: open(known) })
    keepRoom(device.shelf, { summary: known, openedAt: device.nowMs() })
  }
  const underWay = known ? room?.joined : enter().then(() => room?.joined)
  if (known) void enter()
  const stopListening = door.address.subscribe(() => {
    if (door.address.secret()) void enter()
  })

  return {
    follow(tell) {
      listener = tell
      tell(opening)
    },
    underWay: Promise.resolve(underWay),
    end() {
      isOver = true
      listener = () => {}
      clearTimeout(again)
      stopListening()
      stopWatching()
      room?.close()
    },
  }
}

const wantsPassword = ({ type }: Problem): boolean =>
  type === problems.passwordNeeded || type === problems.wrongPassword

/**
 * Calls `ask` when the server has ended the room for want of access: a change that crossed one of the role ends the
 * socket, too, and whoever it befell may well come in again.
 *
 * @returns the way to stop.
 */
function watchEnding(room: OpenRoom, nowMs: () => number, ask: () => void): () => void {
  let askedAtMs = Number.NEGATIVE_INFINITY
  let wasEnded = false
  return room.subscribe(() => {
    const saved = room.saved()
    const isEnded =
      saved.state === "ended" && (saved.code === Close.forbidden || saved.code === Close.unauthenticated)
    if (isEnded && !wasEnded && nowMs() - askedAtMs > ADMITTED_AGAIN_AFTER_MS) {
      askedAtMs = nowMs()
      ask()
    }
    wasEnded = isEnded
  })
}

/** Whether what was kept of a room no longer opens it rightly. */
const isOther = (known: RoomSummary, now: RoomSummary): boolean =>
  known.epoch !== now.epoch || known.schema !== now.schema || known.readOnly !== now.readOnly
