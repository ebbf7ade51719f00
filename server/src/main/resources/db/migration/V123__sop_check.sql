-- A record of work held against a procedure. Texts are masked; the procedure is kept as it was.
CREATE TABLE sop_check (
  id        TEXT PRIMARY KEY,
  sop       TEXT NOT NULL,
  body      TEXT NOT NULL,
  source    TEXT NOT NULL,
  source_id TEXT NOT NULL,
  worker    TEXT NOT NULL,
  record    TEXT NOT NULL,
  call_id   TEXT NOT NULL,
  state     TEXT NOT NULL,
  asked_by  TEXT NOT NULL,
  asked_at  BIGINT NOT NULL
);
CREATE INDEX sop_check_asked ON sop_check (asked_at, id);
CREATE INDEX sop_check_sop ON sop_check (sop, asked_at);
-- What the tool proposed of each step, and what a person says: the person's word counts.
CREATE TABLE sop_finding (
  check_id     TEXT NOT NULL,
  step         INTEGER NOT NULL,
  proposed     TEXT NOT NULL,
  quote        TEXT NOT NULL,
  confirmed    TEXT NOT NULL,
  words        TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  defect_id    TEXT NOT NULL,
  PRIMARY KEY (check_id, step)
);
