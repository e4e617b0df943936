// What people have given a comment, and the few signs there are to give.
import SmilePlus from "lucide-react/icons/smile-plus"
import type { PersonId } from "../../shared/ids.ts"
import { type Comment, type ReactionEmoji, reactionEmoji } from "../../shared/model/discussion.ts"
import { MenuButton } from "../ui/menu-button.tsx"
import styles from "./thread.module.css"

/** What each sign is called, for those who listen. */
const names: Record<ReactionEmoji, string> = {
  "👍": "Thumbs up",
  "👎": "Thumbs down",
  "❤️": "Heart",
  "🎉": "Celebrate",
  "😄": "Smile",
  "🤔": "Not sure",
  "👀": "Looking",
  "✅": "Done",
}

interface ReactionsProps {
  comment: Comment
  me: PersonId
  mayReact: boolean
  nameOf: (person: PersonId) => string
  onReact: (emoji: ReactionEmoji, isGiven: boolean) => void
}

export function Reactions({ comment, me, mayReact, nameOf, onReact }: ReactionsProps) {
  if (comment.reactions.length === 0) return null
  return (
    <div className={styles.reactions}>
      {comment.reactions.map(({ emoji, people }) => {
        const isMine = people.includes(me)
        const who = new Intl.ListFormat("en").format(people.slice(0, 8).map(nameOf))
        return (
          <button
            key={emoji}
            type="button"
            className={styles.reaction}
            aria-pressed={isMine}
            aria-label={`${names[emoji]}: ${who}`}
            data-tip={who}
            disabled={!mayReact}
            onClick={() => onReact(emoji, !isMine)}
          >
            {emoji} {people.length}
          </button>
        )
      })}
    </div>
  )
}

/** Opens the list of signs. */
export function ReactButton({ comment, me, onReact }: Pick<ReactionsProps, "comment" | "me" | "onReact">) {
  const given = (emoji: ReactionEmoji) =>
    comment.reactions.find(reaction => reaction.emoji === emoji)?.people.includes(me) ?? false
  return (
    <MenuButton
      label="React"
      icon={SmilePlus}
      entries={reactionEmoji.map(emoji => ({
        kind: "item",
        label: names[emoji],
        mark: emoji,
        run: () => onReact(emoji, !given(emoji)),
      }))}
    />
  )
}
