-- Packs as they were kept: a text never changes under the attempts that were made on it.
CREATE TABLE course_pack (
  digest  TEXT PRIMARY KEY,
  pack    TEXT NOT NULL,
  version TEXT NOT NULL,
  files   TEXT NOT NULL,
  kept_at BIGINT NOT NULL
);
CREATE TABLE course_current (
  pack   TEXT PRIMARY KEY,
  digest TEXT NOT NULL REFERENCES course_pack(digest)
);
CREATE TABLE training_enrolment (
  person_id   TEXT NOT NULL,
  pack        TEXT NOT NULL,
  enrolled_by TEXT NOT NULL,
  enrolled_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, pack)
);
CREATE TABLE training_section (
  person_id TEXT NOT NULL,
  pack      TEXT NOT NULL,
  section   TEXT NOT NULL,
  done_at   BIGINT NOT NULL,
  PRIMARY KEY (person_id, pack, section)
);
-- The number makes one attempt of two that begin at once.
CREATE TABLE training_attempt (
  id           TEXT PRIMARY KEY,
  person_id    TEXT NOT NULL,
  pack         TEXT NOT NULL,
  digest       TEXT NOT NULL,
  quiz         TEXT NOT NULL,
  number       INTEGER NOT NULL,
  seed         BIGINT NOT NULL,
  started_at   BIGINT NOT NULL,
  due_at       BIGINT,
  submitted_at BIGINT,
  ended_by     TEXT,
  score        TEXT,
  open_items   INTEGER NOT NULL DEFAULT 0,
  UNIQUE (person_id, pack, quiz, number)
);
CREATE INDEX training_attempt_due ON training_attempt (due_at) WHERE submitted_at IS NULL;
CREATE TABLE training_answer (
  attempt_id TEXT NOT NULL REFERENCES training_attempt(id),
  item_id    TEXT NOT NULL,
  answer     TEXT NOT NULL,
  saved_at   BIGINT NOT NULL,
  PRIMARY KEY (attempt_id, item_id)
);
