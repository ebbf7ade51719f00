CREATE TABLE timer (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  PRIMARY KEY (kind, subject)
);
CREATE INDEX timer_due ON timer (due_at);

CREATE TABLE desk_case (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  raised_by TEXT NOT NULL,
  raised_role TEXT NOT NULL,
  approver_role TEXT NOT NULL,
  taken_by TEXT,
  call_id TEXT NOT NULL,
  tool TEXT NOT NULL,
  request_shown TEXT NOT NULL,
  answer_proposed TEXT NOT NULL,
  answer_final TEXT,
  reasons TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  answer_digest TEXT NOT NULL,
  playbook_version TEXT NOT NULL,
  prompt TEXT NOT NULL,
  model TEXT NOT NULL,
  region TEXT NOT NULL,
  confidence TEXT,
  opened_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  breached_at BIGINT,
  settled_at BIGINT
);
CREATE INDEX desk_case_open ON desk_case (state, approver_role, due_at);
CREATE INDEX desk_case_call ON desk_case (call_id);
CREATE INDEX desk_case_raised ON desk_case (raised_by, opened_at);

CREATE TABLE desk_decision (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES desk_case(id),
  kind TEXT NOT NULL,
  approver TEXT NOT NULL,
  justification TEXT NOT NULL,
  answer TEXT,
  escalated_to TEXT,
  shown_digest TEXT NOT NULL,
  playbook_version TEXT NOT NULL,
  decided_at BIGINT NOT NULL
);
CREATE INDEX desk_decision_case ON desk_decision (case_id, decided_at);
CREATE INDEX desk_decision_approver ON desk_decision (approver, decided_at);

CREATE TABLE desk_grant (
  case_id TEXT PRIMARY KEY REFERENCES desk_case(id),
  call_id TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  answer_digest TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX desk_grant_call ON desk_grant (call_id);
