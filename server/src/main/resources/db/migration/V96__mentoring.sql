CREATE TABLE training_mentor (
  person_id   TEXT NOT NULL,
  pack        TEXT NOT NULL,
  mentor      TEXT NOT NULL,
  assigned_by TEXT NOT NULL,
  assigned_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, pack)
);
-- The newest decision counts; none is ever taken away.
CREATE TABLE training_readiness (
  person_id  TEXT NOT NULL,
  pack       TEXT NOT NULL,
  number     INTEGER NOT NULL,
  ready      INTEGER NOT NULL,
  mentor     TEXT NOT NULL,
  sealed     BYTEA,
  decided_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, pack, number)
);
CREATE TABLE training_completion (
  person_id    TEXT NOT NULL,
  pack         TEXT NOT NULL,
  digest       TEXT NOT NULL,
  completed_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, pack)
);
