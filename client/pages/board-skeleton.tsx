// What stands where the board will be while the room arrives: its blocks, empty, in Osterwalder's arrangement.
import styles from "./board-skeleton.module.css"

const spans = [
  "1/3 1/3",
  "3/5 1/2",
  "3/5 2/3",
  "5/7 1/3",
  "7/9 1/2",
  "7/9 2/3",
  "9/11 1/3",
  "1/6 3/4",
  "6/11 3/4",
]

export function BoardSkeleton({ words }: { words: string }) {
  return (
    <main className={styles.page} aria-busy="true">
      <p role="status" className={styles.words}>
        {words}
      </p>
      <div className={styles.board} aria-hidden="true">
        {spans.map(span => {
          const [columns, rows] = span.split(" ")
          return <div key={span} className={styles.block} style={{ gridColumn: columns, gridRow: rows }} />
        })}
      </div>
    </main>
  )
}
