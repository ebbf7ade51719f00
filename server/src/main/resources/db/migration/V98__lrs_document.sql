-- owner_key: kind, activity, agent and registration; document_key: these and the document's id.
CREATE TABLE lrs_document (
  document_key TEXT PRIMARY KEY,
  owner_key    TEXT NOT NULL,
  group_key    TEXT NOT NULL,
  agent_key    TEXT NOT NULL,
  document_id  TEXT NOT NULL,
  content_type TEXT NOT NULL,
  content      BYTEA NOT NULL,
  etag         TEXT NOT NULL,
  updated_at   BIGINT NOT NULL
);
CREATE INDEX lrs_document_owner ON lrs_document (owner_key, updated_at);
CREATE INDEX lrs_document_group ON lrs_document (group_key, updated_at);
CREATE INDEX lrs_document_agent ON lrs_document (agent_key);
-- Agents whose statements are being destroyed on request, until none is left.
CREATE TABLE lrs_forgotten (
  agent_key TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  asked_at  BIGINT NOT NULL
);
