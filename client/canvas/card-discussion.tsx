// On a card's sheet: its threads, and a new one.
import MessageSquarePlus from "lucide-react/icons/message-square-plus"
import MessagesSquare from "lucide-react/icons/messages-square"
import type { CardId } from "../../shared/ids.ts"
import type { Target } from "../../shared/model/discussion.ts"
import { mayComment } from "../../shared/roles.ts"
import { useDiscussionParts } from "../hooks/discussion-context.tsx"
import { useCardCount } from "../hooks/use-discussion.ts"
import { useAccess } from "../hooks/use-room-state.ts"
import { Button } from "../ui/button.tsx"

export function CardDiscussion({ card, onOpen }: { card: CardId; onOpen: () => void }) {
  const parts = useDiscussionParts()
  const { open } = useCardCount(card)
  const { role } = useAccess()
  if (!parts?.discussion || (open === 0 && !mayComment(role))) return null
  const { desk } = parts
  const target: Target = { kind: "card", card }
  const act = (show: (target: Target) => void) => () => {
    onOpen()
    show(target)
  }
  return (
    <>
      {mayComment(role) && (
        <Button kind="plain" icon={MessageSquarePlus} onPress={act(desk.write)}>
          Comment
        </Button>
      )}
      {open > 0 && (
        <Button kind="plain" icon={MessagesSquare} onPress={act(desk.showAbout)}>
          {open === 1 ? "1 comment thread" : `${open} comment threads`}
        </Button>
      )}
    </>
  )
}
