-- Parts are written one by one, and a file is there once its own row is; parts without one are swept.
CREATE TABLE lab_file_part (
  file_id TEXT NOT NULL,
  number  INTEGER NOT NULL,
  sealed  BYTEA NOT NULL,
  kept_at BIGINT NOT NULL,
  PRIMARY KEY (file_id, number)
);
CREATE TABLE lab_file (
  id      TEXT PRIMARY KEY,
  work_id TEXT NOT NULL REFERENCES lab_work(id),
  name    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  bytes   BIGINT NOT NULL,
  parts   INTEGER NOT NULL,
  digest  TEXT NOT NULL,
  kept_at BIGINT NOT NULL
);
CREATE INDEX lab_file_work ON lab_file (work_id);
