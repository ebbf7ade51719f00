CREATE TABLE report_brief (
  day TEXT PRIMARY KEY,
  document TEXT NOT NULL,
  produced_at BIGINT NOT NULL
);
CREATE TABLE report_due (
  day TEXT PRIMARY KEY
);
