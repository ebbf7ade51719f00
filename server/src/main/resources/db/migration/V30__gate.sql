CREATE TABLE gate_waiver (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  tool TEXT NOT NULL,
  condition_type TEXT NOT NULL,
  reason TEXT NOT NULL,
  granted_by TEXT NOT NULL,
  granted_at BIGINT NOT NULL,
  valid_until BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX gate_waiver_person ON gate_waiver (person_id, tool);
CREATE TABLE gate_evidence (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  tool TEXT NOT NULL,
  condition_type TEXT NOT NULL,
  amount TEXT NOT NULL,
  source TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE INDEX gate_evidence_person ON gate_evidence (person_id, tool, condition_type, recorded_at);
