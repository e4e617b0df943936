// Home: the rooms opened on this device, and the ways to a new one.
import { useEffect } from "react"
import { personColours } from "../../shared/presence.ts"
import { useDevice, useMyself } from "../hooks/device-context.tsx"
import { ExampleStarts } from "./example-starts.tsx"
import { HomeInbox } from "./home-inbox.tsx"
import styles from "./home-page.module.css"
import { ImportPanel } from "./import-panel.tsx"
import { MeFields } from "./me-fields.tsx"
import { NewCanvas } from "./new-canvas.tsx"
import { RoomList } from "./room-list.tsx"
import { useCreateRoom } from "./use-create-room.ts"

export default function HomePage() {
  const maker = useCreateRoom()
  useEffect(() => {
    document.title = "Ninefold"
  }, [])
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <img src="/icon.svg" alt="" width="44" height="44" />
        <div>
          <h1 className={styles.name}>Ninefold</h1>
          <p className={styles.promise}>
            One live page for a business model: nine blocks, the article behind them, everybody at it
            together.
          </p>
        </div>
      </header>
      <HomeInbox />
      <RoomList />
      <NewCanvas maker={maker} />
      <ExampleStarts maker={maker} />
      <ImportPanel maker={maker} />
      <Myself />
    </main>
  )
}

function Myself() {
  const { random } = useDevice()
  const { me, setMe } = useMyself()
  const color = personColours[Math.floor(random * personColours.length)] ?? personColours[0]
  return (
    <section aria-labelledby="me" className={styles.section}>
      <h2 id="me" className={styles.heading}>
        You
      </h2>
      <p className={styles.about}>
        {me
          ? `The others see you as ${me.name}.`
          : "No account: a name and a colour are enough, and stay on this device."}
      </p>
      <MeFields
        key={me ? `${me.name} ${me.color}` : ""}
        first={me ?? { name: "", color }}
        action={me ? "Change" : "Keep"}
        onChosen={setMe}
      />
    </section>
  )
}
