-- A piece of work that a tool in shadow mode answers beside a person, or a released answer that is
-- audited. Texts are masked.
CREATE TABLE assurance_sample (
  id              TEXT PRIMARY KEY,
  kind            TEXT NOT NULL,
  tool            TEXT NOT NULL,
  source          TEXT NOT NULL,
  source_id       TEXT NOT NULL,
  worker          TEXT NOT NULL,
  input           TEXT NOT NULL,
  worker_answer   TEXT,
  worker_at       BIGINT,
  call_id         TEXT,
  answer          TEXT,
  score           TEXT,
  version         TEXT,
  prompt          TEXT,
  answered_by     TEXT,
  would           TEXT,
  tries           INTEGER NOT NULL DEFAULT 0,
  trouble         TEXT,
  next_try_at     BIGINT,
  reviewer        TEXT,
  reviewed_at     BIGINT,
  review_number   BIGINT,
  tool_right      INTEGER,
  worker_right    INTEGER,
  defect          TEXT,
  words           TEXT,
  created_at      BIGINT NOT NULL,
  UNIQUE (tool, source, source_id)
);
CREATE INDEX assurance_sample_worker ON assurance_sample (worker, created_at) WHERE worker_at IS NULL;
CREATE INDEX assurance_sample_ask ON assurance_sample (next_try_at) WHERE call_id IS NULL;
CREATE INDEX assurance_sample_tool ON assurance_sample (tool, kind, version, reviewed_at);
CREATE TABLE assurance_certificate (
  id          TEXT PRIMARY KEY,
  tool        TEXT NOT NULL,
  version     TEXT NOT NULL,
  prompt      TEXT NOT NULL,
  model       TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  recipe      TEXT NOT NULL,
  method      TEXT NOT NULL,
  threshold   TEXT NOT NULL,
  samples     INTEGER NOT NULL,
  released    INTEGER NOT NULL,
  errors      INTEGER NOT NULL,
  error       TEXT NOT NULL,
  delta       TEXT NOT NULL,
  reviewers   TEXT NOT NULL,
  issued_at   BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL,
  voided_at   BIGINT,
  void_cause  TEXT,
  void_code   TEXT
);
CREATE INDEX assurance_certificate_tool ON assurance_certificate (tool, issued_at);
-- A look at the samples that was due and earned nothing: a method's promise holds for its looks.
CREATE TABLE assurance_look (
  tool      TEXT NOT NULL,
  version   TEXT NOT NULL,
  promise   TEXT NOT NULL,
  samples   INTEGER NOT NULL,
  looked_at BIGINT NOT NULL,
  PRIMARY KEY (tool, version, promise)
);
CREATE TABLE assurance_withheld (
  id        TEXT PRIMARY KEY,
  tool      TEXT NOT NULL,
  why       TEXT NOT NULL,
  by_whom   TEXT NOT NULL,
  at        BIGINT NOT NULL,
  lifted_by TEXT,
  lifted_at BIGINT,
  lift_why  TEXT
);
CREATE INDEX assurance_withheld_tool ON assurance_withheld (tool) WHERE lifted_at IS NULL;
-- Which model answered last, as its answers name it: evidence about another one does not count.
CREATE TABLE assurance_tool (
  tool        TEXT PRIMARY KEY,
  version     TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  since       BIGINT NOT NULL
);
