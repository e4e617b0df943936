// What the discussion asks of the server, over HTTP. Each is a result, as in client/api.ts.
import { apiPaths } from "../../shared/api.ts"
import { discussionPaths } from "../../shared/discussion-api.ts"
import type { RoomId } from "../../shared/ids.ts"
import type { Thread } from "../../shared/model/discussion.ts"
import { type Answer, request } from "../api.ts"
import type { TalkRequests } from "../sync/talk-requests.ts"

export const talkRequests = (room: RoomId): TalkRequests => ({
  openThread: thread => request("POST", discussionPaths.threads(room), thread),
  addComment: (thread, comment) => request("POST", discussionPaths.comments(room, thread), comment),
  editComment: (comment, body) => request("PATCH", discussionPaths.comment(room, comment), { body }),
  deleteComment: comment => request("DELETE", discussionPaths.comment(room, comment)),
  resolve: thread => request("POST", discussionPaths.resolve(room, thread)),
  reopen: thread => request("POST", discussionPaths.reopen(room, thread)),
  react: (comment, emoji, isGiven) =>
    request(isGiven ? "PUT" : "DELETE", discussionPaths.reaction(room, comment, emoji)),
  moveAnchor: (thread, anchor) => request("PATCH", discussionPaths.anchor(room, thread), { anchor }),
  reads: () => request("GET", discussionPaths.reads(room)),
  markRead: marks => request("PUT", discussionPaths.reads(room), marks),
  people: () => request("GET", apiPaths.people(room)),
})

export const getThreads = (room: RoomId): Promise<Answer<Thread[]>> =>
  request("GET", discussionPaths.threads(room))
