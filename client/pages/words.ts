// The words for people about their work and the line to the server. Each says what is so and what is safe; the codes
// behind them are shared/protocol/close.ts's.
import { Close } from "../../shared/protocol/close.ts"
import type { Saved } from "../sync/open-room.ts"

const changes = (count: number): string => (count === 1 ? "1 change" : `${count} changes`)

/** A few words for the bar. */
export function savedInWords(saved: Saved): string {
  switch (saved.state) {
    case "loading":
      return "Connecting…"
    case "saved":
      return "Saved"
    case "saving":
      return "Saving…"
    case "offline":
      return saved.changes === 0 ? "Offline" : `Offline, ${changes(saved.changes)} on this device`
    case "not-saved":
      return "Not saved: the server cannot write"
    case "read-only":
      return "Read-only"
    case "outdated":
      return "Reload to update"
    case "watching":
      return "Live"
    case "away":
      return "Offline"
    case "held":
      return `${changes(saved.changes)} on this device only`
    case "ended":
      return "Disconnected"
  }
}

export interface Notice {
  tone: "calm" | "warning" | "grave"
  title: string
  detail: string
  /** True where a copy of what is on this device is worth having. */
  offersCopy: boolean
  /** What the one button does, where there is something to do. */
  action?: "reload" | "home" | "let-go"
}

/** The notice under the bar, or undefined where there is nothing to say. */
export function noticeOf(saved: Saved): Notice | undefined {
  switch (saved.state) {
    case "loading":
    case "saved":
    case "saving":
    case "watching":
      return undefined
    case "away":
      return {
        tone: "calm",
        title: "Offline.",
        detail: "What you see is the room as it was when the line was lost. It goes on by itself.",
        offersCopy: false,
      }
    case "held":
      return saved.isLocked ? heldByLock(saved.changes) : heldByRole(saved.changes)
    case "offline":
      return {
        tone: "calm",
        title: `${savedInWords(saved)}.`,
        detail:
          "You can go on: what you write is kept here and joins the others' work once the server answers.",
        offersCopy: false,
      }
    case "not-saved":
      return {
        tone: "warning",
        title: "Not saved: the server cannot write.",
        detail: `Your work is on this device and nothing is lost (${changes(saved.changes)} so far). Saving goes on by itself once the server can write again.`,
        offersCopy: true,
      }
    case "read-only":
      return {
        tone: "warning",
        title: "This room can be read, not changed.",
        detail: saved.reason,
        offersCopy: true,
      }
    case "outdated":
      return {
        tone: "warning",
        title: "This room uses a newer version of Ninefold.",
        detail:
          "Editing is off here, so that nothing newer is lost. Your changes are kept on this device. Reload to go on.",
        offersCopy: true,
        action: "reload",
      }
    case "ended":
      return { tone: "grave", offersCopy: true, ...endings(saved.code) }
  }
}

const heldByLock = (count: number): Notice => ({
  tone: "warning",
  title: `The canvas is locked, and ${changes(count)} of yours ${count === 1 ? "is" : "are"} on this device only.`,
  detail: "Nothing is lost: what you wrote is kept here and is sent once a facilitator unlocks the canvas.",
  offersCopy: true,
})

const heldByRole = (count: number): Notice => ({
  tone: "warning",
  title: `${changes(count)} of yours did not reach the others: you can no longer edit this room.`,
  detail:
    "They are on this device only. Download your copy to keep them, then let go of them to see the room as the others do.",
  offersCopy: true,
  action: "let-go",
})

function endings(code: number): Pick<Notice, "title" | "detail" | "action"> {
  switch (code) {
    case Close.gone:
      return {
        title: "This room is no longer there.",
        detail:
          "A facilitator has deleted it, or its link no longer opens it. What you see is the copy on this device. Download it to keep it, or start a new room from it.",
        action: "home",
      }
    case Close.reset:
      return {
        title: "This room was set back to an earlier state.",
        detail:
          "What you see is the copy on this device from before. Download it if you need it, then reload to see the room as it is now.",
        action: "reload",
      }
    case Close.unauthenticated:
      return {
        title: "The link you came by no longer opens this room.",
        detail:
          "It was revoked or has expired. What you see is the copy on this device; ask whoever gave you the link for another.",
        action: "reload",
      }
    case Close.forbidden:
      return {
        title: "You no longer have access to this room.",
        detail:
          "A facilitator has changed who may be here. What you see is the copy on this device; ask whoever gave you the link.",
        action: "reload",
      }
    case Close.tooLarge:
      return {
        title: "The last change is too large for the server.",
        detail:
          "Editing is off. Download your copy, then reload; large pasted text goes in better in smaller parts.",
        action: "reload",
      }
    case Close.tooMany:
      return {
        title: "Too many changes came from here at once.",
        detail: "The server has paused this tab. Your changes are kept on this device. Reload to go on.",
        action: "reload",
      }
    default:
      return {
        title: "The server did not understand this page.",
        detail: "Editing is off. Your changes are kept on this device. Reload to go on.",
        action: "reload",
      }
  }
}
