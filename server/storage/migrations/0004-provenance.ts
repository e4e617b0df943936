// Where the updates of the log come from, and who writes under which client id. Released: never edited, see migrate.ts.
//
// `at` is 0 and `by` NULL in rows of before this step; `by` is NULL as well where several people are in one row.
export const sql = `
ALTER TABLE updates ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE updates ADD COLUMN by TEXT;

CREATE TABLE writers (
  room TEXT NOT NULL REFERENCES rooms (id),
  document TEXT NOT NULL,
  client INTEGER NOT NULL,
  guest TEXT NOT NULL,
  PRIMARY KEY (room, document, client)
) STRICT, WITHOUT ROWID;
`
