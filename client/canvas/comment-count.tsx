// How many threads there are on a card or a block, as a small mark that opens them. Nothing where there are none.
import MessageSquare from "lucide-react/icons/message-square"
import type { BlockId, CardId } from "../../shared/ids.ts"
import type { Target } from "../../shared/model/discussion.ts"
import { useDiscussionParts } from "../hooks/discussion-context.tsx"
import { type ThreadCount, useBlockCount, useCardCount } from "../hooks/use-discussion.ts"
import styles from "./comment-count.module.css"

export const CardComments = ({ card }: { card: CardId }) => useIsThere() && <CommentsOnCard card={card} />

export const BlockComments = ({ block }: { block: BlockId }) =>
  useIsThere() && <CommentsOnBlock block={block} />

/** While the board is drawn first there is no discussion yet, and nothing for hundreds of cards to follow. */
const useIsThere = (): boolean => useDiscussionParts()?.discussion !== undefined

const CommentsOnCard = ({ card }: { card: CardId }) => (
  <CommentCount target={{ kind: "card", card }} count={useCardCount(card)} isTabStop={false} />
)

const CommentsOnBlock = ({ block }: { block: BlockId }) => (
  <CommentCount target={{ kind: "block", block }} count={useBlockCount(block)} isTabStop />
)

interface CommentCountProps {
  target: Target
  count: ThreadCount
  /** False where the keyboard is at the whole of it, whose keys open its threads. */
  isTabStop: boolean
}

function CommentCount({ target, count: { open, unread }, isTabStop }: CommentCountProps) {
  const desk = useDiscussionParts()?.desk
  if (!desk || open === 0) return null
  const words = open === 1 ? "1 comment thread" : `${open} comment threads`
  return (
    <button
      type="button"
      className={styles.count}
      data-unread={unread > 0 || undefined}
      data-unsearched=""
      data-screen-only
      tabIndex={isTabStop ? 0 : -1}
      aria-label={unread > 0 ? `${words}, ${unread} new to you` : words}
      data-tip={unread > 0 ? `${words}, ${unread} new` : words}
      onClick={event => {
        // The card under it would be chosen, or opened as a sheet.
        event.stopPropagation()
        desk.showAbout(target)
      }}
    >
      <MessageSquare size="0.95em" aria-hidden />
      {open}
    </button>
  )
}
