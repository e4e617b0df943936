// One transaction: all of it or nothing.
import type { Database } from "./sqlite-driver.ts"

/**
 * Runs `work` in a transaction that takes the write lock at once, so that what it reads stays true until it commits.
 *
 * @throws what `work` or the commit threw; nothing is stored then.
 */
export function transact<Result>(db: Database, work: () => Result): Result {
  db.exec("BEGIN IMMEDIATE")
  try {
    const result = work()
    db.exec("COMMIT")
    return result
  } catch (error) {
    rollBack(db)
    throw error
  }
}

function rollBack(db: Database): void {
  try {
    db.exec("ROLLBACK")
  } catch {
    // SQLite has rolled back by itself, as it does when the disk is full; the first error is the one that counts.
  }
}
