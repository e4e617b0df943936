// Opens a room's discussion with what this browser has: the first of the discussion's code that is fetched.
import { nanoid } from "nanoid"
import { COMMENT_ID_LENGTH, type CommentId, THREAD_ID_LENGTH, type ThreadId } from "../../shared/ids.ts"
import type { StartDiscussion } from "../hooks/discussion-context.tsx"
import { openDiscussion } from "../sync/discussion.ts"
import { talkRequests } from "./requests.ts"

export const startDiscussion: StartDiscussion = (room, me, device) =>
  openDiscussion({
    room,
    me,
    around: device,
    requests: talkRequests(room),
    newThreadId: () => nanoid(THREAD_ID_LENGTH) as ThreadId,
    newCommentId: () => nanoid(COMMENT_ID_LENGTH) as CommentId,
  })
