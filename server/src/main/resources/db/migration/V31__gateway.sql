CREATE TABLE gateway_call (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  role TEXT NOT NULL,
  route TEXT NOT NULL,
  prompt TEXT NOT NULL,
  prompt_version INTEGER NOT NULL,
  upstream TEXT NOT NULL,
  model TEXT NOT NULL,
  model_version TEXT NOT NULL,
  region TEXT NOT NULL,
  no_training INTEGER NOT NULL,
  playbook_version TEXT NOT NULL,
  state TEXT NOT NULL,
  request_text TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  answer_text TEXT,
  answer_digest TEXT,
  response TEXT,
  confidence TEXT,
  recipe TEXT,
  redactions TEXT NOT NULL,
  reasons TEXT,
  case_id TEXT,
  idempotency_key TEXT,
  sealed BYTEA,
  node TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX gateway_call_created ON gateway_call (created_at);
CREATE INDEX gateway_call_person ON gateway_call (person_id, created_at);
CREATE INDEX gateway_call_open ON gateway_call (state, created_at) WHERE state IN ('sent', 'releasing', 'held', 'blocked', 'approved');
CREATE UNIQUE INDEX gateway_call_idempotency ON gateway_call (person_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
