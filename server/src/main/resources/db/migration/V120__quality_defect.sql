-- What was wrong with an answer. Words are masked.
CREATE TABLE quality_defect (
  id            TEXT PRIMARY KEY,
  source        TEXT NOT NULL,
  source_id     TEXT NOT NULL,
  call_id       TEXT NOT NULL,
  tool          TEXT NOT NULL,
  worker        TEXT NOT NULL,
  noticed       TEXT NOT NULL,
  type          TEXT NOT NULL,
  severity      TEXT NOT NULL,
  words         TEXT NOT NULL,
  state         TEXT NOT NULL,
  cause_id      TEXT NOT NULL,
  raised_by     TEXT NOT NULL,
  raised_at     BIGINT NOT NULL,
  version       INTEGER NOT NULL,
  UNIQUE (source, source_id)
);
CREATE INDEX quality_defect_raised ON quality_defect (raised_at, id);
CREATE INDEX quality_defect_call ON quality_defect (call_id);
CREATE INDEX quality_defect_cause ON quality_defect (cause_id);
