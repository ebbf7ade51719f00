-- More time for whoever needs it. Why stays with the person; here is only how much.
CREATE TABLE training_accommodation (
  person_id  TEXT PRIMARY KEY,
  percent    INTEGER NOT NULL,
  granted_by TEXT NOT NULL,
  granted_at BIGINT NOT NULL
);
-- A later text of the pack by which an ended attempt is marked.
ALTER TABLE training_attempt ADD COLUMN marked_by TEXT;
CREATE INDEX training_attempt_quiz ON training_attempt (pack, quiz, submitted_at);
