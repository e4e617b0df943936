// Brings a database to the version of this program. Each step runs once, in order, in a transaction of its own with
// the version number. A step that was released is never edited: a database somewhere has run it already.
import { sql as rooms } from "./migrations/0001-rooms.ts"
import { sql as access } from "./migrations/0002-access.ts"
import { sql as discussion } from "./migrations/0003-discussion.ts"
import { sql as provenance } from "./migrations/0004-provenance.ts"
import { sql as versions } from "./migrations/0005-versions.ts"
import type { Database } from "./sqlite-driver.ts"
import { transact } from "./transact.ts"

/** Step n brings version n - 1 to n. Append only. */
const steps: readonly string[] = [rooms, access, discussion, provenance, versions]

/** The newest layout of the tables that this program knows. */
export const newestVersion = steps.length

/** The number of the layout of its tables. @returns 0 where the database is new, or none of ours. */
export const layoutOf = (db: Database): number =>
  Number(db.prepare("PRAGMA user_version").get()?.user_version)

/** @throws where the database was written by a newer Ninefold. */
export function migrate(db: Database): void {
  steps.forEach((sql, index) => {
    transact(db, () => {
      // Asked inside the transaction: of two processes that start at once, the second finds the step done.
      if (layoutOf(db) !== index) return
      db.exec(sql)
      db.exec(`PRAGMA user_version = ${index + 1}`)
    })
  })
  if (layoutOf(db) > steps.length)
    throw new Error(
      `The data is of version ${layoutOf(db)}; this Ninefold knows versions up to ${steps.length}. Install a newer one.`,
    )
}
