CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  time_zone TEXT NOT NULL,
  active INTEGER NOT NULL,
  epoch BIGINT NOT NULL,
  password_hash TEXT,
  created_at BIGINT NOT NULL
);
CREATE TABLE person_role (
  person_id TEXT NOT NULL REFERENCES person(id),
  role TEXT NOT NULL,
  PRIMARY KEY (person_id, role)
);
CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person(id),
  label TEXT NOT NULL,
  lookup TEXT NOT NULL UNIQUE,
  hint TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT,
  revoked_by TEXT
);
CREATE INDEX api_key_person ON api_key (person_id);
CREATE TABLE web_session (
  lookup TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person(id),
  csrf TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX web_session_person ON web_session (person_id);
