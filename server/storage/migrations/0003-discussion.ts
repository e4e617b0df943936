// What people have read, webhooks, and what was sent to them. Released: never edited, see migrate.ts.
export const sql = `
CREATE TABLE reads (
  room TEXT NOT NULL REFERENCES rooms (id),
  person TEXT NOT NULL,
  thread TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (room, person, thread)
) STRICT, WITHOUT ROWID;

CREATE TABLE webhooks (
  room TEXT PRIMARY KEY REFERENCES rooms (id),
  url TEXT NOT NULL,
  secret TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  room TEXT NOT NULL REFERENCES rooms (id),
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  next_at INTEGER,
  status INTEGER,
  fault TEXT
) STRICT;

CREATE INDEX deliveries_of_room ON deliveries (room, created_at);
CREATE INDEX deliveries_due ON deliveries (next_at) WHERE next_at IS NOT NULL;
`
