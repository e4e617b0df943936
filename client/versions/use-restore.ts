// Bringing something back from a version or a moment: asked of the server, which tells the others in the room, and offered to be taken
// back, which is bringing back what was there before.
import { useCallback } from "react"
import type { VersionId } from "../../shared/ids.ts"
import type { Version } from "../../shared/versions-api.ts"
import { whyNot } from "../api.ts"
import { showTime } from "../canvas/show-time.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useFeedback } from "../ui/feedback.tsx"
import { restoreFrom } from "./requests.ts"
import type { PastStop } from "./stops.ts"
import { fromInWords, type PartNamed } from "./version-words.ts"

const UNDO_MS = 20_000

/** @param onKept told of the version kept before. */
export function useRestore(onKept: (version: Version) => void) {
  const { id } = useRoom()
  const { toast } = useFeedback()
  return useCallback(
    async (stop: PastStop, wanted: PartNamed): Promise<boolean> => {
      const ask = (from: VersionId | number) => restoreFrom(id, from, { part: wanted.part })
      const answer = await ask(stop.kind === "version" ? stop.version.id : stop.moment.seq)
      if (!answer.ok) {
        toast({ message: whyNot(answer) })
        return false
      }
      const { kept, hasChanged } = answer.value
      if (!hasChanged) {
        toast({ message: "It was like that already; nothing changed." })
        return true
      }
      onKept(kept)
      const takeBack = async () => {
        const undone = await ask(kept.id)
        if (!undone.ok) return toast({ message: whyNot(undone) })
        onKept(undone.value.kept)
        toast({ message: "Taken back: it is as it was before." })
      }
      toast({
        message: `${wanted.name === "" ? "The canvas" : `“${wanted.name}”`} is as ${stop.kind === "version" ? "in" : "it was on"} ${fromInWords(stop, showTime)}. What was there before is kept as a version.`,
        action: { label: "Undo", run: () => void takeBack() },
        lastsMs: UNDO_MS,
      })
      return true
    },
    [id, toast, onKept],
  )
}
