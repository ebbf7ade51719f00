CREATE TABLE policy_bundle (
  id TEXT PRIMARY KEY,
  files TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at BIGINT NOT NULL
);
CREATE TABLE policy_in_force (
  number INTEGER PRIMARY KEY,
  bundle TEXT NOT NULL,
  since BIGINT NOT NULL,
  activated_by TEXT NOT NULL
);
CREATE TABLE policy_verdict (
  source TEXT NOT NULL,
  source_id TEXT NOT NULL,
  raised_by TEXT NOT NULL,
  case_id TEXT,
  content_digest TEXT NOT NULL,
  bundle TEXT NOT NULL,
  outcome TEXT NOT NULL,
  policies TEXT NOT NULL,
  exemption TEXT NOT NULL,
  explanation TEXT NOT NULL,
  facts TEXT NOT NULL,
  judged_at BIGINT NOT NULL,
  PRIMARY KEY (source, source_id)
);
CREATE TABLE policy_spoken (
  source TEXT NOT NULL,
  source_id TEXT NOT NULL,
  policy TEXT NOT NULL,
  version TEXT NOT NULL,
  outcome TEXT NOT NULL,
  judged_at BIGINT NOT NULL,
  PRIMARY KEY (source, source_id, policy)
);
CREATE INDEX policy_spoken_policy ON policy_spoken (policy, version, judged_at, outcome);
CREATE INDEX policy_verdict_at ON policy_verdict (judged_at);
CREATE INDEX policy_verdict_case ON policy_verdict (case_id);
CREATE INDEX policy_verdict_exemption ON policy_verdict (exemption) WHERE exemption <> '';
CREATE TABLE policy_feedback (
  id TEXT PRIMARY KEY,
  policy TEXT NOT NULL,
  version TEXT NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  case_id TEXT,
  written_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  answered_version TEXT,
  answer TEXT,
  answered_by TEXT,
  answered_at BIGINT
);
CREATE INDEX policy_feedback_policy ON policy_feedback (policy, written_at);
ALTER TABLE desk_case ADD COLUMN verdict TEXT NOT NULL DEFAULT '';
ALTER TABLE desk_case ADD COLUMN past_queues TEXT NOT NULL DEFAULT '';
