// Says it when somebody else brings something back from a version: the page changes under everybody's hands with it, and
// they must know why.
import { useEffect, useRef } from "react"
import { usePeople } from "../hooks/use-people.ts"
import { useFeedback } from "../ui/feedback.tsx"

const LASTS_MS = 12_000

export function useRestoredToasts(): void {
  const everybody = usePeople()
  const { toast } = useFeedback()
  /** The last restore of each person that is known here. */
  const known = useRef(new Map<number, number>())
  useEffect(() => {
    for (const { clientId, isMe, presence } of everybody) {
      const { restored, user } = presence
      const before = known.current.get(clientId)
      known.current.set(clientId, restored?.at ?? 0)
      // Of somebody who has just come into sight, what they did before is no news.
      if (isMe || !restored || before === undefined || before === restored.at) continue
      void import("./version-words.ts").then(({ restoredInWords }) =>
        toast({ message: restoredInWords(user.name, restored), lastsMs: LASTS_MS }),
      )
    }
  }, [everybody, toast])
}
