// Refusals as RFC 9457 problem documents: one shape for every error a client can meet, a title for each kind, a detail
// where there is something to add. What went wrong inside the server is never in them.
import type { ContentfulStatusCode } from "hono/utils/http-status"
import { type Problem, problems } from "../../shared/api.ts"

export type ProblemKind = keyof typeof problems

const kinds: Record<ProblemKind, { status: ContentfulStatusCode; title: string }> = {
  notFound: { status: 404, title: "There is nothing at this address." },
  malformed: { status: 400, title: "The request is not what was expected." },
  tooLarge: { status: 413, title: "This is larger than it may be." },
  wrongType: { status: 415, title: "The body must be JSON (application/json)." },
  tooMany: { status: 429, title: "Too many requests from this address. Please wait a little." },
  unreadablePage: { status: 422, title: "No canvas was recognised." },
  unreadableFile: { status: 422, title: "The file cannot be read." },
  forbiddenOrigin: { status: 403, title: "Requests from this page are not accepted." },
  forbidden: { status: 403, title: "Your role in this room does not allow this." },
  passwordNeeded: { status: 403, title: "This link asks for a password." },
  wrongPassword: { status: 403, title: "This is not the password of the link." },
  linkExpired: { status: 403, title: "This link has expired." },
  linkRevoked: { status: 403, title: "This link has been revoked." },
  linkFull: { status: 403, title: "As many guests as this link allows have entered by it." },
  removed: { status: 403, title: "You have been removed from this room." },
  deleted: { status: 410, title: "This room has been deleted." },
  idTaken: { status: 409, title: "This id belongs to something else." },
  discussionFull: { status: 409, title: "There is no room for more." },
  lastFacilitator: { status: 409, title: "Somebody has to stay who may facilitate the room." },
  unavailable: { status: 503, title: "The server cannot do this now. Please try again." },
  failed: { status: 500, title: "The server failed." },
}

/** The answer that refuses. `detail` is a sentence for people about this very request. */
export function problemResponse(kind: ProblemKind, detail?: string): Response {
  const { status, title } = kinds[kind]
  const problem: Problem = { type: problems[kind], title, status, ...(detail !== undefined && { detail }) }
  return new Response(JSON.stringify(problem), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
  })
}
