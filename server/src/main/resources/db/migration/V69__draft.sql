CREATE TABLE call_draft (
  call_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  final_digest TEXT NOT NULL,
  changed INTEGER NOT NULL,
  at BIGINT NOT NULL
);
