-- Who wants no daily message in chat, and the day of the last one.
CREATE TABLE learning_chat (
  person_id TEXT PRIMARY KEY,
  is_off    INTEGER NOT NULL,
  last_day  TEXT NOT NULL
);
ALTER TABLE learning_notice ADD COLUMN in_chat INTEGER NOT NULL DEFAULT 0;
-- Messages to one person; the id names person and day, so that there is one a day.
CREATE TABLE connect_direct (
  id         TEXT PRIMARY KEY,
  person_id  TEXT NOT NULL,
  body       TEXT NOT NULL,
  state      TEXT NOT NULL,
  room       TEXT,
  member     TEXT,
  why        TEXT,
  send_id    TEXT,
  attempts   INTEGER NOT NULL DEFAULT 0,
  due_at     BIGINT NOT NULL,
  claimed_at BIGINT,
  sent_at    BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX connect_direct_state ON connect_direct (state, due_at);
CREATE INDEX connect_direct_person ON connect_direct (person_id, created_at);
