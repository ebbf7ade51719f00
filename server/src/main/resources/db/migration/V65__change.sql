CREATE TABLE change_request (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  base TEXT NOT NULL,
  accepted TEXT NOT NULL,
  proposer TEXT NOT NULL,
  why TEXT NOT NULL,
  words TEXT NOT NULL,
  state TEXT NOT NULL,
  case_id TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX change_request_at ON change_request (proposed_at);
CREATE UNIQUE INDEX change_request_waiting ON change_request (kind, subject, version) WHERE state = 'waiting';
