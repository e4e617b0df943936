// Where a link asks for its password. The link stays in the address until it has opened the room, so that the page can
// be loaded again.
import { useEffect, useId, useState } from "react"
import type { Problem } from "../../shared/api.ts"
import { Button } from "../ui/button.tsx"
import styles from "./message-page.module.css"
import { refusalInWords } from "./refusal-words.ts"

interface PasswordPageProps {
  /** What the server said last: that a password is needed, or that it was another. */
  problem: Problem
  tryWith: (password: string) => void
  /** Goes on without, for those who are in the room already. */
  passBy?: () => void
}

export function PasswordPage({ problem, tryWith, passBy }: PasswordPageProps) {
  const [password, setPassword] = useState("")
  const [isTrying, setTrying] = useState(false)
  const field = useId()
  const words = useId()
  const { title, detail } = refusalInWords(problem)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is a problem of its own
  useEffect(() => {
    // Another answer has come, if only the same once more.
    setTrying(false)
    setPassword("")
    document.getElementById(field)?.focus()
  }, [problem, field])
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{title}</h1>
      <p id={words} className={styles.detail} role="status">
        {detail}
      </p>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          setTrying(true)
          tryWith(password)
        }}
      >
        <label htmlFor={field} className={styles.label}>
          Password
        </label>
        <input
          id={field}
          className={styles.field}
          type="password"
          value={password}
          maxLength={200}
          autoComplete="off"
          aria-describedby={words}
          onChange={event => setPassword(event.target.value)}
        />
        <Button kind="primary" submits disabled={password === "" || isTrying} onPress={() => undefined}>
          {isTrying ? "Opening…" : "Open the room"}
        </Button>
      </form>
      {passBy && <Button onPress={passBy}>Go on without it</Button>}
      <p>
        <a href="/">Go to the home page</a>
      </p>
    </main>
  )
}
