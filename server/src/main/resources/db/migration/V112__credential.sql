-- Public halves of the keys that sign credentials: also those of other nodes and those retired.
CREATE TABLE credential_key (
  kid        TEXT PRIMARY KEY,
  jwk        TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
-- The signed text is sealed under its holder's key: erasing the key erases it here.
CREATE TABLE credential (
  id           TEXT PRIMARY KEY,
  person_id    TEXT NOT NULL,
  kind         TEXT NOT NULL,
  name         TEXT NOT NULL,
  level        INTEGER NOT NULL,
  status_index INTEGER NOT NULL UNIQUE,
  sealed       BYTEA,
  issued_at    BIGINT NOT NULL,
  valid_until  BIGINT,
  revoked_at   BIGINT,
  revoked_why  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX credential_person ON credential (person_id, issued_at);
CREATE INDEX credential_revoked ON credential (status_index) WHERE revoked_at IS NOT NULL;
