// A comment's words as they are read: the static text of cards, and people by their names of today.
import { Fragment, memo } from "react"
import type { PersonId } from "../../shared/ids.ts"
import type { RichText } from "../../shared/model/canvas.ts"
import { mentionedIn } from "../../shared/model/comment-text.ts"
import { InlineText } from "../text/static-text.tsx"
import styles from "./thread.module.css"

interface CommentTextProps {
  body: RichText
  me: PersonId
  nameOf: (person: PersonId) => string
}

export const CommentText = memo(function CommentText({ body, me, nameOf }: CommentTextProps) {
  return (
    <div className={styles.words}>
      {body.map(({ content = [] }, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity, and are always drawn whole
        <p key={line} dir="auto">
          {content.length === 0 && <br />}
          {content.map((node, index) => {
            const person = mentionedIn(node)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <Fragment key={index}>
                {person === undefined ? (
                  <InlineText node={node} />
                ) : (
                  <span className={styles.mention} data-me={person === me || undefined}>
                    @{nameOf(person)}
                  </span>
                )}
              </Fragment>
            )
          })}
        </p>
      ))}
    </div>
  )
})
