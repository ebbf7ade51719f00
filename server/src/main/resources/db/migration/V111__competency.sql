-- Every piece of work that may prove a competency, told by learning acts in their own transaction.
CREATE TABLE competency_piece (
  person_id   TEXT NOT NULL,
  piece       TEXT NOT NULL,
  source      TEXT NOT NULL,
  number      INTEGER NOT NULL,
  passed      INTEGER NOT NULL,
  accepted_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, piece, source)
);
-- What gates and the ledger were told last; 0 is none. Whoever reads it looks at the end, too.
CREATE TABLE competency_standing (
  person_id  TEXT NOT NULL,
  competency TEXT NOT NULL,
  level      INTEGER NOT NULL,
  since_at   BIGINT NOT NULL,
  until_at   BIGINT,
  told_at    BIGINT NOT NULL,
  PRIMARY KEY (person_id, competency)
);
-- Managers' words. The reason is sealed under the person's key: erasing the key erases it.
CREATE TABLE competency_decision (
  person_id  TEXT NOT NULL,
  competency TEXT NOT NULL,
  number     INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  sealed     BYTEA,
  decided_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, competency, number)
);
