-- Two weeks in which one team begins, and what people said on the way.
CREATE TABLE launch (
  id             TEXT PRIMARY KEY,
  team           TEXT NOT NULL,
  team_title     TEXT NOT NULL,
  cohort_id      TEXT NOT NULL,
  monday         TEXT NOT NULL,
  zone           TEXT NOT NULL,
  started_by     TEXT NOT NULL,
  started_at     BIGINT NOT NULL,
  called_off_by  TEXT,
  called_off_at  BIGINT,
  called_off_why TEXT
);
CREATE INDEX launch_started ON launch (started_at, id);
-- Who begins, where they are named one by one.
CREATE TABLE launch_person (
  launch_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  PRIMARY KEY (launch_id, person_id)
);
CREATE TABLE launch_workflow (
  launch_id TEXT NOT NULL,
  number    INTEGER NOT NULL,
  workflow  TEXT NOT NULL,
  slo       TEXT NOT NULL,
  target    TEXT NOT NULL,
  PRIMARY KEY (launch_id, number)
);
-- The security partner's word, over exactly the roles and regions that were in force.
CREATE TABLE launch_confirmation (
  launch_id      TEXT NOT NULL,
  number         INTEGER NOT NULL,
  rbac_digest    TEXT NOT NULL,
  regions_digest TEXT NOT NULL,
  playbook_id    TEXT NOT NULL,
  words          TEXT NOT NULL,
  signed_by      TEXT NOT NULL,
  signed_at      BIGINT NOT NULL,
  voided_because TEXT,
  voided_at      BIGINT,
  PRIMARY KEY (launch_id, number)
);
-- What was read out on a Friday: the figures as they stood, and a sentence.
CREATE TABLE launch_read_out (
  launch_id TEXT NOT NULL,
  friday    TEXT NOT NULL,
  figures   TEXT NOT NULL,
  words     TEXT NOT NULL,
  signed_by TEXT NOT NULL,
  signed_at BIGINT NOT NULL,
  PRIMARY KEY (launch_id, friday)
);
