-- Why defects came about and what is done about it; signed by a person, verified by another.
CREATE TABLE quality_cause (
  id          TEXT PRIMARY KEY,
  whys        TEXT NOT NULL,
  statement   TEXT NOT NULL,
  action      TEXT NOT NULL,
  owner       TEXT NOT NULL,
  due         TEXT NOT NULL,
  state       TEXT NOT NULL,
  made_by     TEXT NOT NULL,
  made_at     BIGINT NOT NULL,
  signed_by   TEXT,
  signed_at   BIGINT,
  verified_by TEXT,
  verified_at BIGINT,
  found       TEXT,
  version     INTEGER NOT NULL
);
CREATE INDEX quality_cause_made ON quality_cause (made_at, id);
-- Kept when a cause turns out not to be the one: what it was said of.
CREATE TABLE quality_cause_defect (
  cause_id  TEXT NOT NULL,
  defect_id TEXT NOT NULL,
  PRIMARY KEY (cause_id, defect_id)
);
-- A change that people decide, proposed because of a cause. The link changes nothing.
CREATE TABLE quality_cause_change (
  cause_id  TEXT NOT NULL,
  change_id TEXT NOT NULL,
  linked_by TEXT NOT NULL,
  linked_at BIGINT NOT NULL,
  PRIMARY KEY (cause_id, change_id)
);
CREATE INDEX quality_cause_change_by ON quality_cause_change (change_id);
