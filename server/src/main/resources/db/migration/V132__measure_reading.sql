-- Values of KPIs that somebody wrote down. A correction is a row of its own; the old one stays.
CREATE TABLE measure_reading (
  id          TEXT PRIMARY KEY,
  kpi         TEXT NOT NULL,
  from_day    TEXT NOT NULL,
  to_day      TEXT NOT NULL,
  value       TEXT NOT NULL,
  pieces      INTEGER,
  note        TEXT NOT NULL,
  replaces    TEXT NOT NULL,
  replaced_by TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX measure_reading_counts ON measure_reading (kpi, from_day, to_day)
  WHERE replaced_by = '';
