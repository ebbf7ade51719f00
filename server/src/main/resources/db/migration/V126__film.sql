-- Pieces are written one by one, and a film is there once its own row is; pieces without one are swept.
CREATE TABLE film_piece (
  film_id TEXT NOT NULL,
  number  INTEGER NOT NULL,
  kept_at BIGINT NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (film_id, number)
);
CREATE TABLE film (
  id      TEXT PRIMARY KEY,
  pack    TEXT NOT NULL,
  video   TEXT NOT NULL,
  kind    TEXT NOT NULL,
  bytes   BIGINT NOT NULL,
  pieces  INTEGER NOT NULL,
  digest  TEXT NOT NULL,
  kept_by TEXT NOT NULL,
  kept_at BIGINT NOT NULL,
  UNIQUE (pack, video)
);
