// The bodies of the discussion's requests. Their outline is checked here; what a comment and an anchor may be made of,
// by the same rules that every reader applies (shared/model). Rule DI7.
import { z } from "zod"
import type { AnchorChange, CommentChange, NewComment, NewThread } from "../../shared/discussion-api.ts"
import { isCommentId, isThreadId, type ThreadId } from "../../shared/ids.ts"
import { type Anchor, parseAnchor } from "../../shared/model/anchor.ts"
import type { RichText } from "../../shared/model/canvas.ts"
import { checkComment, MAX_COMMENT_LENGTH, MAX_COMMENT_NODES } from "../../shared/model/comment-text.ts"
import type { Target } from "../../shared/model/discussion.ts"
import { parseTarget } from "../../shared/model/read-discussion.ts"
import { MAX_THREADS } from "../../shared/protocol/limits.ts"
import { timeShape } from "./shapes.ts"

const markShape = z.strictObject({
  type: z.string().max(20),
  attrs: z.record(z.string().max(20), z.unknown()).optional(),
})
const inlineShape = z.strictObject({
  type: z.enum(["text", "hardBreak", "mention"]),
  text: z.string().max(MAX_COMMENT_LENGTH).optional(),
  marks: z.array(markShape).max(8).optional(),
  attrs: z.strictObject({ person: z.string().max(40) }).optional(),
})
const paragraphShape = z.strictObject({
  type: z.literal("paragraph"),
  content: z.array(inlineShape).max(MAX_COMMENT_NODES).optional(),
})

const bodyShape = z
  .array(paragraphShape)
  .max(MAX_COMMENT_NODES)
  .transform((paragraphs, context): RichText => {
    const body = withoutAbsent(paragraphs)
    const checked = checkComment(body)
    if (!checked.ok) context.addIssue({ code: "custom", message: checked.fault })
    return body
  })

/** The same without members that are undefined: absent and undefined are two things to whoever compares. */
const withoutAbsent = (value: unknown): RichText => JSON.parse(JSON.stringify(value)) as RichText

const commentIdShape = z.string().refine(isCommentId, "must be 16 characters of base64url")
const threadIdShape = z.string().refine(isThreadId, "must be 16 characters of base64url")

const parsedBy = <Value>(parse: (value: unknown) => Value | undefined, fault: string) =>
  z.unknown().transform((value, context): Value => {
    const parsed = parse(value)
    if (parsed === undefined) {
      context.addIssue({ code: "custom", message: fault })
      return z.NEVER
    }
    return parsed
  })

export const newCommentShape: z.ZodType<NewComment> = z.object({ id: commentIdShape, body: bodyShape })
export const commentChangeShape: z.ZodType<CommentChange> = z.object({ body: bodyShape })
export const newThreadShape: z.ZodType<NewThread> = z.object({
  id: threadIdShape,
  target: parsedBy<Target>(parseTarget, "must be a canvas, block, card or text"),
  comment: newCommentShape,
})
export const anchorChangeShape: z.ZodType<AnchorChange> = z.object({
  anchor: parsedBy<Anchor>(parseAnchor, "must be an anchor"),
})
export const readMarksShape = z.object({
  reads: z
    .record(threadIdShape, timeShape)
    .refine(reads => Object.keys(reads).length <= MAX_THREADS, "are too many"),
})

/** The marks of a request as a list. */
export const marksOf = (reads: Record<string, number>): { thread: ThreadId; readAt: number }[] =>
  Object.entries(reads).map(([thread, readAt]) => ({ thread: thread as ThreadId, readAt }))

export const newWebhookShape = z.object({ url: z.string().max(2_000) })
