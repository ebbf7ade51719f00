-- No time and no order of answering is kept anywhere: survey_answered holds blinded names, and
-- survey_urn holds whole bags of shuffled answers, each bag sealed as one value.
CREATE TABLE survey (
  id         TEXT NOT NULL PRIMARY KEY,
  title      TEXT NOT NULL,
  origin     TEXT NOT NULL,
  definition TEXT NOT NULL,
  owner      TEXT NOT NULL,
  opens_at   BIGINT NOT NULL,
  closes_at  BIGINT NOT NULL,
  state      TEXT NOT NULL,
  salt       BYTEA NOT NULL,
  report     TEXT NOT NULL
);
CREATE INDEX survey_state ON survey (state, closes_at);
CREATE TABLE survey_answered (
  survey_id TEXT NOT NULL,
  token     TEXT NOT NULL,
  PRIMARY KEY (survey_id, token)
);
-- Number 0 is the bag that still fills; the others are settled and never change.
CREATE TABLE survey_urn (
  survey_id TEXT NOT NULL,
  number    INTEGER NOT NULL,
  sealed    BYTEA NOT NULL,
  PRIMARY KEY (survey_id, number)
);
CREATE TABLE survey_named (
  survey_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  sealed    BYTEA,
  PRIMARY KEY (survey_id, person_id)
);
CREATE TABLE survey_followup (
  id         TEXT NOT NULL PRIMARY KEY,
  survey_id  TEXT NOT NULL,
  item       TEXT NOT NULL,
  level      TEXT NOT NULL,
  seen       TEXT NOT NULL,
  owner      TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  reaction   BYTEA,
  reacted_by TEXT NOT NULL,
  reacted_at BIGINT,
  UNIQUE (survey_id, item)
);
