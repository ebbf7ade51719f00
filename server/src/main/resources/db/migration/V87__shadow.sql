CREATE TABLE change_shadow (
  change_id TEXT PRIMARY KEY,
  cases INTEGER NOT NULL,
  most TEXT,
  days INTEGER NOT NULL,
  began_at BIGINT,
  ends_at BIGINT,
  ended_at BIGINT,
  ended_by TEXT,
  said TEXT
);
CREATE TABLE change_shadow_case (
  change_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  case_id TEXT,
  live TEXT NOT NULL,
  would TEXT NOT NULL,
  because TEXT NOT NULL,
  differs INTEGER NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (change_id, subject)
);
CREATE INDEX change_shadow_case_differs ON change_shadow_case (change_id, differs, seen_at);
