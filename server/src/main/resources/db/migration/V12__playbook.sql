CREATE TABLE playbook_version (
  id TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  document TEXT NOT NULL,
  organisation TEXT NOT NULL,
  loaded_at BIGINT NOT NULL,
  loaded_by TEXT NOT NULL
);
CREATE TABLE playbook_activation (
  id TEXT PRIMARY KEY,
  playbook_id TEXT NOT NULL REFERENCES playbook_version(id),
  accepted TEXT NOT NULL,
  activated_at BIGINT NOT NULL,
  activated_by TEXT NOT NULL
);
CREATE INDEX playbook_activation_at ON playbook_activation (activated_at);
CREATE TABLE playbook_active (
  singleton INTEGER PRIMARY KEY,
  playbook_id TEXT NOT NULL REFERENCES playbook_version(id)
);
