CREATE TABLE learning_quiet (
  person_id TEXT PRIMARY KEY,
  zone      TEXT NOT NULL,
  from_time TEXT NOT NULL,
  to_time   TEXT NOT NULL,
  days_off  TEXT NOT NULL
);
-- The id says what it is about: the same is never told twice.
CREATE TABLE learning_notice (
  id        TEXT NOT NULL,
  person_id TEXT NOT NULL,
  sentence  TEXT NOT NULL,
  href      TEXT NOT NULL,
  told_at   BIGINT NOT NULL,
  until_at  BIGINT NOT NULL,
  seen_at   BIGINT,
  PRIMARY KEY (person_id, id)
);
-- Only a digest of the address is kept.
CREATE TABLE learning_feed (
  lookup     TEXT PRIMARY KEY,
  person_id  TEXT NOT NULL,
  made_at    BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX learning_feed_person ON learning_feed (person_id);
CREATE INDEX learning_notice_until ON learning_notice (until_at);
