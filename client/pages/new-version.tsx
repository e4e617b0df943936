// A newer version of the program is ready and waits for a good moment, which the person chooses.
import { useState } from "react"
import { Button } from "../ui/button.tsx"
import styles from "./new-version.module.css"

export function NewVersion({ onStart }: { onStart: () => void }) {
  const [isPutOff, setPutOff] = useState(false)
  if (isPutOff) return null
  return (
    <div role="status" className={styles.note}>
      <span>A new version of Ninefold is ready.</span>
      <Button kind="primary" onPress={onStart}>
        Reload
      </Button>
      <Button onPress={() => setPutOff(true)}>Later</Button>
    </div>
  )
}
