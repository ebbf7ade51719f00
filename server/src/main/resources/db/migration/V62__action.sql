CREATE TABLE action_request (
  id TEXT PRIMARY KEY,
  action TEXT NOT NULL,
  person_id TEXT NOT NULL,
  role TEXT NOT NULL,
  approver_role TEXT NOT NULL,
  state TEXT NOT NULL,
  about TEXT NOT NULL,
  reason TEXT NOT NULL,
  parameters TEXT NOT NULL,
  approved TEXT,
  case_id TEXT NOT NULL,
  playbook_version TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  parameters_digest TEXT NOT NULL,
  idempotency_key TEXT,
  sealed BYTEA,
  asked_at BIGINT NOT NULL,
  settled_at BIGINT,
  carried_out_at BIGINT
);
CREATE INDEX action_request_person ON action_request (person_id, asked_at);
CREATE UNIQUE INDEX action_request_idempotency ON action_request (person_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
