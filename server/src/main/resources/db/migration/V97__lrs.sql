-- Long texts (verbs, activities, agents) are looked up by the SHA-256 of what they are.
CREATE TABLE lrs_key (
  id          TEXT PRIMARY KEY,
  label       TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  may_read    INTEGER NOT NULL,
  may_write   INTEGER NOT NULL,
  made_by     TEXT NOT NULL,
  made_at     BIGINT NOT NULL,
  revoked_at  BIGINT
);
-- One row: the number and the time (microseconds) of the newest statement. Every unit that stores
-- statements changes it, so that numbers, times and commits have one order.
CREATE TABLE lrs_head (
  id        INTEGER PRIMARY KEY,
  seq       BIGINT NOT NULL,
  stored_at BIGINT NOT NULL
);
INSERT INTO lrs_head (id, seq, stored_at) VALUES (1, 0, 0);
-- key_id is empty for what this server says itself.
CREATE TABLE lrs_statement (
  seq          BIGINT PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  stored_at    BIGINT NOT NULL,
  verb_key     TEXT NOT NULL,
  registration TEXT,
  refers_to    TEXT,
  voids        INTEGER NOT NULL,
  voided       INTEGER NOT NULL,
  same_as      TEXT NOT NULL,
  key_id       TEXT NOT NULL,
  body         TEXT NOT NULL
);
CREATE INDEX lrs_statement_stored ON lrs_statement (stored_at);
CREATE INDEX lrs_statement_verb ON lrs_statement (verb_key, seq);
CREATE INDEX lrs_statement_registration ON lrs_statement (registration, seq)
  WHERE registration IS NOT NULL;
CREATE INDEX lrs_statement_refers ON lrs_statement (refers_to) WHERE refers_to IS NOT NULL;
-- related: 0 where a filter without related_agents finds it.
CREATE TABLE lrs_agent (
  agent_key TEXT NOT NULL,
  seq       BIGINT NOT NULL REFERENCES lrs_statement(seq),
  related   INTEGER NOT NULL,
  PRIMARY KEY (agent_key, seq)
);
CREATE INDEX lrs_agent_seq ON lrs_agent (seq);
CREATE TABLE lrs_activity (
  activity_key TEXT NOT NULL,
  seq          BIGINT NOT NULL REFERENCES lrs_statement(seq),
  related      INTEGER NOT NULL,
  PRIMARY KEY (activity_key, seq)
);
CREATE INDEX lrs_activity_seq ON lrs_activity (seq);
-- A statement about another is found by what is said in that one.
CREATE TABLE lrs_follow (
  source BIGINT NOT NULL REFERENCES lrs_statement(seq),
  target BIGINT NOT NULL REFERENCES lrs_statement(seq),
  PRIMARY KEY (source, target)
);
CREATE INDEX lrs_follow_target ON lrs_follow (target);
CREATE TABLE lrs_definition (
  activity_key TEXT PRIMARY KEY,
  activity     TEXT NOT NULL,
  definition   TEXT NOT NULL
);
CREATE TABLE lrs_attachment (
  seq          BIGINT NOT NULL REFERENCES lrs_statement(seq),
  sha2         TEXT NOT NULL,
  content_type TEXT NOT NULL,
  content      BYTEA NOT NULL,
  PRIMARY KEY (seq, sha2)
);
