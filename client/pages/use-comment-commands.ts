// What can be done with the discussion from everywhere on the page, by key and palette, and F6, which goes round to it.
// A comment can be begun while the discussion is still fetched: what is typed meanwhile is its beginning.
import { useCallback, useEffect, useMemo, useRef } from "react"
import { mayComment } from "../../shared/roles.ts"
import { useDiscussionParts } from "../hooks/discussion-context.tsx"
import { useRoom } from "../hooks/room-context.tsx"
import type { Command } from "../ui/commands.ts"
import { useFeedback } from "../ui/feedback.tsx"
import { catchKeys, type KeysAhead } from "../ui/keys-ahead.ts"
import { goToNextRegion } from "./regions.ts"

/** Longer than a script of a few KiB takes on a bad line. */
const FETCHED_WITHIN_MS = 8_000

export function useCommentCommands(): readonly Command[] {
  const room = useRoom()
  const parts = useDiscussionParts()
  const desk = parts?.desk
  const targetHere = parts?.targetHere
  const beginAhead = useBeginAhead()
  return useMemo(() => {
    const comments = targetHere ? desk : undefined
    const comment = () => {
      if (targetHere) comments?.write(targetHere(room.content, document))
      else beginAhead()
    }
    const mayWrite = () => {
      const { role, seesComments } = room.access()
      return desk !== undefined && seesComments && mayComment(role)
    }
    const commands: Command[] = [
      {
        id: "next-region",
        label: "Go to board, commentary or comments",
        group: "Page",
        keys: ["F6"],
        reach: "typing",
        run: () => goToNextRegion(document, comments),
      },
      {
        id: "comment",
        label: "Comment on what is selected, or on the card",
        group: "Comments",
        keys: ["C"],
        reach: "page",
        isEnabled: mayWrite,
        run: comment,
      },
      {
        id: "comment-in-text",
        label: "Comment on the selected words while writing",
        group: "Comments",
        keys: ["Mod+Alt+M"],
        reach: "typing",
        isKeyOnly: true,
        isEnabled: mayWrite,
        run: comment,
      },
      {
        id: "comments",
        label: "Show or hide the comments",
        group: "Comments",
        keys: [],
        reach: "page",
        isEnabled: () => comments !== undefined,
        run: () => (comments?.state().isOpen ? comments.close() : comments?.open()),
      },
    ]
    return commands
  }, [room, desk, targetHere, beginAhead])
}

/** Begins a comment before there is anything to write it in: it is written in as soon as there is. */
function useBeginAhead(): () => void {
  const { content } = useRoom()
  const parts = useDiscussionParts()
  const { toast } = useFeedback()
  const ahead = useRef<KeysAhead>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const end = useCallback((): string | undefined => {
    clearTimeout(timer.current)
    const typed = ahead.current?.end()
    ahead.current = undefined
    return typed
  }, [])
  useEffect(() => {
    if (!parts?.targetHere || !parts.discussion) return
    const words = end()
    if (words === undefined) return
    const target = parts.targetHere(content, document)
    if (words !== "") parts.discussion.drafts.keepNew({ words, mentions: [], target })
    parts.desk.write(target)
  }, [parts, content, end])
  useEffect(() => () => void end(), [end])
  return useCallback(() => {
    ahead.current ??= catchKeys(document)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      end()
      toast({ message: "The comments could not be fetched. Load the page again once you are connected." })
    }, FETCHED_WITHIN_MS)
  }, [end, toast])
}
