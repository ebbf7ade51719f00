-- Where somebody is in a video, and which parts of it they have seen (milliseconds, `0-1500,3000-4000`).
CREATE TABLE training_watch (
  person_id    TEXT NOT NULL,
  pack         TEXT NOT NULL,
  video        TEXT NOT NULL,
  at_ms        BIGINT NOT NULL,
  seen         TEXT NOT NULL,
  completed_at BIGINT NOT NULL,
  saved_at     BIGINT NOT NULL,
  PRIMARY KEY (person_id, pack, video)
);
