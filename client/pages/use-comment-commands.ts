// What can be done with the discussion from everywhere on the page, by key and palette, and F6, which goes round to it.
import { useMemo } from "react"
import { mayComment } from "../../shared/roles.ts"
import { useDiscussionParts } from "../hooks/discussion-context.tsx"
import { useRoom } from "../hooks/room-context.tsx"
import type { Command } from "../ui/commands.ts"
import { goToNextRegion } from "./regions.ts"

export function useCommentCommands(): readonly Command[] {
  const room = useRoom()
  const parts = useDiscussionParts()
  const desk = parts?.desk
  const targetHere = parts?.targetHere
  return useMemo(() => {
    const comments = targetHere ? desk : undefined
    const comment = () => {
      if (targetHere) comments?.write(targetHere(room.content, document))
    }
    const mayWrite = () => comments !== undefined && mayComment(room.access().role)
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
  }, [room, desk, targetHere])
}
