// Why a link or a room did not open, in words: what is so, and what can be done. The types are shared/api.ts's.
import { type Problem, problems } from "../../shared/api.ts"

export function refusalInWords({ type, title, detail }: Problem): { title: string; detail: string } {
  switch (type) {
    case problems.linkExpired:
      return { title: "This link has expired.", detail: "Ask whoever gave it to you for a new one." }
    case problems.linkRevoked:
      return {
        title: "This link was revoked.",
        detail: "It opens nothing any more. Ask whoever gave it to you for another.",
      }
    case problems.linkFull:
      return {
        title: "As many people as this link allows have come by it.",
        detail: "Whoever gave it to you can allow more, or give you a link of your own.",
      }
    case problems.removed:
      return {
        title: "You were removed from this room.",
        detail: "A facilitator of the room can let you in again.",
      }
    case problems.passwordNeeded:
      return { title: "This link asks for a password.", detail: "Whoever gave you the link knows it." }
    case problems.wrongPassword:
      return { title: "That was not the password.", detail: "Capitals and blanks count." }
    case problems.tooMany:
      return {
        title: "Too many attempts for now.",
        detail: detail ?? "Please wait a minute, then try again.",
      }
    case problems.notFound:
      return {
        title: "This link opens nothing.",
        detail:
          "A room opens by its whole link, exactly as it was given to you. Perhaps a part of it was cut off.",
      }
    default:
      return { title, detail: detail ?? "Please try again in a moment." }
  }
}
