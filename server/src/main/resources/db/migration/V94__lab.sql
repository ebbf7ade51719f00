-- What somebody did for a lab. Texts are sealed under the learner's key: erasing the key erases them.
CREATE TABLE lab_work (
  id              TEXT PRIMARY KEY,
  person_id       TEXT NOT NULL,
  pack            TEXT NOT NULL,
  lab             TEXT NOT NULL,
  digest          TEXT NOT NULL,
  state           TEXT NOT NULL,
  hand_ins        INTEGER NOT NULL,
  sealed          BYTEA,
  reader          TEXT NOT NULL,
  watch_asked_at  BIGINT,
  handed_in_at    BIGINT,
  UNIQUE (person_id, pack, lab)
);
CREATE INDEX lab_work_waiting ON lab_work (handed_in_at) WHERE state = 'handed_in';
CREATE INDEX lab_work_watch ON lab_work (watch_asked_at) WHERE watch_asked_at IS NOT NULL;
-- One word for each hand-in: of two mentors at once, one is told that the other was quicker.
CREATE TABLE lab_judgement (
  work_id   TEXT NOT NULL REFERENCES lab_work(id),
  hand_in   INTEGER NOT NULL,
  passed    INTEGER NOT NULL,
  mentor    TEXT NOT NULL,
  sealed    BYTEA,
  judged_at BIGINT NOT NULL,
  PRIMARY KEY (work_id, hand_in)
);
CREATE TABLE lab_observation (
  work_id     TEXT NOT NULL REFERENCES lab_work(id),
  number      INTEGER NOT NULL,
  mentor      TEXT NOT NULL,
  sealed      BYTEA,
  observed_at BIGINT NOT NULL,
  PRIMARY KEY (work_id, number)
);
-- Whom the one who hands in for a group names; it counts for those who confirm.
CREATE TABLE lab_member (
  work_id      TEXT NOT NULL REFERENCES lab_work(id),
  person_id    TEXT NOT NULL,
  confirmed_at BIGINT,
  PRIMARY KEY (work_id, person_id)
);
CREATE INDEX lab_member_person ON lab_member (person_id);
CREATE TABLE lab_try (
  id            TEXT PRIMARY KEY,
  work_id       TEXT NOT NULL REFERENCES lab_work(id),
  digest        TEXT NOT NULL,
  number        INTEGER NOT NULL,
  seed          BIGINT NOT NULL,
  started_at    BIGINT NOT NULL,
  ended_at      BIGINT,
  right_answers INTEGER NOT NULL DEFAULT 0,
  asked         INTEGER NOT NULL DEFAULT 0,
  UNIQUE (work_id, number)
);
CREATE TABLE lab_try_answer (
  try_id   TEXT NOT NULL REFERENCES lab_try(id),
  item_id  TEXT NOT NULL,
  answer   TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (try_id, item_id)
);
