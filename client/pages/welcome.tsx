// Asks who somebody is when they first enter a room: a strip that can be answered now, later, or never. The room is
// open and can be read and written meanwhile.
import { useState } from "react"
import { useMyself } from "../hooks/device-context.tsx"
import { useMe } from "../hooks/use-room-state.ts"
import { Button } from "../ui/button.tsx"
import { MeFields } from "./me-fields.tsx"
import styles from "./welcome.module.css"

export function Welcome() {
  const { me: kept, setMe } = useMyself()
  const me = useMe()
  const [isPutOff, setPutOff] = useState(false)
  if (kept || isPutOff) return null
  return (
    <section className={styles.strip} aria-label="Who are you?" data-screen-only>
      <p className={styles.words}>
        You are here as a guest. With a name, the others know whose hand they see.
      </p>
      <MeFields first={{ ...me, name: "" }} action="Join in" onChosen={setMe} />
      <Button onPress={() => setPutOff(true)}>Not now</Button>
    </section>
  )
}
