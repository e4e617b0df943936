// Bringing something back from a version: asked of the server, which tells the others in the room, and offered to be taken
// back, which is bringing back what was there before.
import { useCallback } from "react"
import type { VersionId } from "../../shared/ids.ts"
import type { Version } from "../../shared/versions-api.ts"
import { whyNot } from "../api.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useFeedback } from "../ui/feedback.tsx"
import { restoreVersion } from "./requests.ts"
import { type PartNamed, versionTitle } from "./version-words.ts"

const UNDO_MS = 20_000

/** @param onKept told of the version kept before. */
export function useRestore(onKept: (version: Version) => void) {
  const { id } = useRoom()
  const { toast } = useFeedback()
  return useCallback(
    async (version: Pick<Version, "id" | "name" | "reason">, wanted: PartNamed): Promise<boolean> => {
      const ask = (from: VersionId) => restoreVersion(id, from, { part: wanted.part })
      const answer = await ask(version.id)
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
        message: `${wanted.name === "" ? "The canvas" : `“${wanted.name}”`} is as in “${versionTitle(version)}”. What was there before is kept as a version.`,
        action: { label: "Undo", run: () => void takeBack() },
        lastsMs: UNDO_MS,
      })
      return true
    },
    [id, toast, onKept],
  )
}
