CREATE TABLE prompt_version (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  summary TEXT NOT NULL,
  body TEXT NOT NULL,
  model TEXT NOT NULL,
  model_version TEXT NOT NULL,
  upstream TEXT NOT NULL,
  recipe TEXT NOT NULL,
  streaming TEXT NOT NULL,
  digest TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  PRIMARY KEY (name, version)
);
CREATE TABLE prompt_live (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  activated_at BIGINT NOT NULL,
  activated_by TEXT NOT NULL
);
