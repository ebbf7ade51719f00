CREATE TABLE prior_learning (
  id           TEXT NOT NULL PRIMARY KEY,
  person_id    TEXT NOT NULL,
  subject      TEXT NOT NULL,
  sealed       BYTEA,
  granted_by   TEXT NOT NULL,
  granted_at   BIGINT NOT NULL,
  revoked_by   TEXT NOT NULL,
  revoked_at   BIGINT
);
CREATE INDEX prior_learning_person ON prior_learning (person_id, subject);
