-- What a mentor gave for an answer that only a person can mark.
CREATE TABLE training_mark (
  attempt_id TEXT NOT NULL REFERENCES training_attempt(id),
  item_id    TEXT NOT NULL,
  earned     TEXT NOT NULL,
  words      TEXT NOT NULL,
  mentor     TEXT NOT NULL,
  marked_at  BIGINT NOT NULL,
  PRIMARY KEY (attempt_id, item_id)
);
CREATE INDEX training_attempt_unmarked ON training_attempt (submitted_at) WHERE open_items > 0;
