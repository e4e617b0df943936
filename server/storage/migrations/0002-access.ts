// Links, grants, and rooms that are locked or deleted. Released: never edited, see migrate.ts.
export const sql = `
ALTER TABLE rooms ADD COLUMN locked_at INTEGER;
ALTER TABLE rooms ADD COLUMN deleted_at INTEGER;

CREATE TABLE links (
  id TEXT PRIMARY KEY,
  room TEXT NOT NULL REFERENCES rooms (id),
  kind TEXT NOT NULL CHECK (kind IN ('link', 'token')),
  role TEXT NOT NULL,
  label TEXT NOT NULL,
  secret_hash BLOB NOT NULL UNIQUE,
  password_hash BLOB,
  password_salt BLOB,
  expires_at INTEGER,
  max_guests INTEGER,
  created_at INTEGER NOT NULL,
  issued_at INTEGER NOT NULL,
  revoked_at INTEGER,
  sees_comments INTEGER NOT NULL CHECK (sees_comments IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX links_of_room ON links (room, created_at);

CREATE TABLE grants (
  room TEXT NOT NULL REFERENCES rooms (id),
  holder TEXT NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  link TEXT REFERENCES links (id),
  name TEXT NOT NULL,
  color TEXT NOT NULL,
  granted_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  removed_at INTEGER,
  PRIMARY KEY (room, holder),
  UNIQUE (room, person)
) STRICT, WITHOUT ROWID;

-- Who has entered by a link, once each: kept when their grant follows another link by now.
CREATE TABLE entries (
  link TEXT NOT NULL REFERENCES links (id),
  holder TEXT NOT NULL,
  PRIMARY KEY (link, holder)
) STRICT, WITHOUT ROWID;
`
