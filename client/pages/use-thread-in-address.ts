// An address that names a thread (`?thread=…`), as the inbox and webhooks give it: the thread is shown once the
// discussion is there, and the address is the room's again.
import { useEffect } from "react"
import { isThreadId } from "../../shared/ids.ts"
import { useDiscussionParts } from "../hooks/discussion-context.tsx"

export function useThreadInAddress(): void {
  const parts = useDiscussionParts()
  const isThere = parts?.discussion !== undefined
  useEffect(() => {
    const address = new URL(location.href)
    const thread = address.searchParams.get("thread")
    if (!isThere || !parts || thread === null) return
    address.searchParams.delete("thread")
    history.replaceState(history.state, "", address)
    if (isThreadId(thread)) parts.desk.show(thread)
  }, [isThere, parts])
}
