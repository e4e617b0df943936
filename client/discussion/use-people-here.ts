// Everybody who can be mentioned: who has been in the room, who wrote, and who is here now.
import { useMemo } from "react"
import { useDiscussion, useTalk } from "../hooks/use-discussion.ts"
import { usePeople } from "../hooks/use-people.ts"
import type { Mentioned } from "../sync/drafts.ts"
import { mentionable } from "./mentions.ts"

export function usePeopleHere(): readonly Mentioned[] {
  const { me } = useDiscussion()
  const writers = useTalk(({ talk }) => talk().people)
  const known = useTalk(({ people }) => people())
  const here = usePeople()
  return useMemo(() => {
    const present = here.flatMap(({ presence: { user } }) =>
      user.person === undefined ? [] : [{ person: user.person, name: user.name }],
    )
    // Who came with a file is not here to be told.
    const wrote = [...writers].flatMap(([person, { name, isImported }]) =>
      isImported ? [] : { person, name },
    )
    return mentionable([...wrote, ...known.map(({ person, name }) => ({ person, name })), ...present], me)
  }, [writers, known, here, me])
}
