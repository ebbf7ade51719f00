-- Versions of procedures that were uploaded; those of the organisation file are in the playbook.
CREATE TABLE sop (
  id           TEXT NOT NULL,
  version      TEXT NOT NULL,
  body         TEXT NOT NULL,
  published_by TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  PRIMARY KEY (id, version)
);
