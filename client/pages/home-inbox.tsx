// At home: what was said to this person while they were away. Nothing where there is nothing.
import home from "./home-page.module.css"
import { InboxList } from "./inbox-list.tsx"
import { useInbox } from "./use-inbox.ts"

export function HomeInbox() {
  const entries = useInbox(1)
  if (entries.length === 0) return null
  return (
    <section aria-labelledby="for-you" className={home.section}>
      <h2 id="for-you" className={home.heading}>
        For you
      </h2>
      <InboxList entries={entries} />
    </section>
  )
}
