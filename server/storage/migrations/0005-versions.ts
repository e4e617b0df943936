// Versions, and which cards changed when. Released: never edited, see migrate.ts.
//
// Versions are large and keep their rowid; their bytes come last, so that listing them reads none.
export const sql = `
CREATE TABLE versions (
  room TEXT NOT NULL REFERENCES rooms (id),
  id TEXT NOT NULL,
  reason TEXT NOT NULL,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  by_person TEXT,
  by_name TEXT,
  at INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  cards INTEGER NOT NULL,
  words INTEGER NOT NULL,
  people TEXT NOT NULL,
  frozen_hash BLOB UNIQUE,
  canvas BLOB NOT NULL,
  state BLOB NOT NULL,
  UNIQUE (room, id)
) STRICT;

CREATE INDEX versions_of_room ON versions (room, at);

CREATE TABLE card_changes (
  room TEXT NOT NULL REFERENCES rooms (id),
  card TEXT,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT,
  kind TEXT NOT NULL
) STRICT;

CREATE INDEX card_changes_of_room ON card_changes (room, card, seq);

-- Up to where a room's log has been read for the table above.
CREATE TABLE changes_read (
  room TEXT PRIMARY KEY REFERENCES rooms (id),
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
