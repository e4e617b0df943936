// Puts the room's link where it can be pasted, and says what it gives to whoever gets it.
import { useCallback } from "react"
import { useFeedback } from "../ui/feedback.tsx"

export function useShareLink(): () => void {
  const { toast } = useFeedback()
  return useCallback(() => {
    const link = location.href
    // Refused without a secure connection or by the person; the link is then shown to be copied by hand.
    const copied = navigator.clipboard?.writeText(link) ?? Promise.reject(new Error("no clipboard"))
    copied.then(
      () => toast({ message: "Link copied. Whoever has it can edit this room." }),
      () => toast({ message: `The link to this room: ${link}`, lastsMs: 20_000 }),
    )
  }, [toast])
}
