// Who is in the room and who has been, for facilitators. Asked again when somebody comes or goes.
import { useCallback, useEffect, useState } from "react"
import type { PersonChange, RoomPerson } from "../../shared/api.ts"
import type { PersonId } from "../../shared/ids.ts"
import { whyNot } from "../api.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { usePeople } from "../hooks/use-people.ts"
import { changePerson, getPeople } from "./requests.ts"

interface RoomPeople {
  /** Undefined until they have been answered. */
  people: readonly RoomPerson[] | undefined
  /** Why the last request failed, or "". */
  failure: string
  change(person: PersonId, change: PersonChange): void
}

export function useRoomPeople(): RoomPeople {
  const { id: room } = useRoom()
  const [people, setPeople] = useState<readonly RoomPerson[]>()
  const [failure, setFailure] = useState("")
  const here = usePeople()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when somebody comes or goes
  useEffect(() => {
    let isOver = false
    void getPeople(room).then(answer => {
      if (isOver) return
      setFailure(answer.ok ? "" : whyNot(answer))
      if (answer.ok) setPeople(answer.value)
    })
    return () => {
      isOver = true
    }
  }, [room, here])
  const change = useCallback(
    async (person: PersonId, change: PersonChange) => {
      const answer = await changePerson(room, person, change)
      setFailure(answer.ok ? "" : whyNot(answer))
      if (!answer.ok) return
      setPeople(known => known?.map(other => (other.person === person ? answer.value : other)))
    },
    [room],
  )
  return { people, failure, change: (person, asked) => void change(person, asked) }
}
