-- raised_by is empty where it was raised without a name; its day is then kept without the hour.
CREATE TABLE concern (
  id        TEXT NOT NULL PRIMARY KEY,
  raised_by TEXT NOT NULL,
  about     TEXT NOT NULL,
  owner     TEXT NOT NULL,
  status    TEXT NOT NULL,
  question  BYTEA,
  answer    BYTEA,
  raised_at BIGINT NOT NULL,
  version   INTEGER NOT NULL
);
CREATE INDEX concern_status ON concern (status, raised_at);
CREATE TABLE concern_event (
  concern_id TEXT NOT NULL,
  number     INTEGER NOT NULL,
  what       TEXT NOT NULL,
  actor      TEXT NOT NULL,
  words      BYTEA,
  at         BIGINT NOT NULL,
  PRIMARY KEY (concern_id, number)
);
