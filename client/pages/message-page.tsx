// A page that only says something: what happened, what is safe, and where to go from here.
import type { ReactNode } from "react"
import styles from "./message-page.module.css"

interface MessagePageProps {
  title: string
  detail: string
  /** What can be done; a link home stands below it anyway. */
  children?: ReactNode
}

export function MessagePage({ title, detail, children }: MessagePageProps) {
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.detail}>{detail}</p>
      {children}
      <p>
        <a href="/">Go to the home page</a>
      </p>
    </main>
  )
}
