-- People who take one course together. Dates are rows: another version of the course moves nobody's dates.
CREATE TABLE cohort (
  id         TEXT PRIMARY KEY,
  pack       TEXT NOT NULL,
  name       TEXT NOT NULL,
  zone       TEXT NOT NULL,
  monday     TEXT NOT NULL,
  first_week INTEGER NOT NULL,
  least      INTEGER NOT NULL,
  opened_by  TEXT NOT NULL,
  opened_at  BIGINT NOT NULL
);
CREATE TABLE cohort_member (
  cohort_id TEXT NOT NULL REFERENCES cohort(id),
  person_id TEXT NOT NULL,
  part      TEXT NOT NULL,
  joined_at BIGINT NOT NULL,
  joined_by TEXT NOT NULL,
  left_at   BIGINT,
  left_by   TEXT,
  PRIMARY KEY (cohort_id, person_id, part)
);
CREATE INDEX cohort_member_person ON cohort_member (person_id);
-- Who was to join and could not; gone as soon as they can.
CREATE TABLE cohort_refused (
  cohort_id TEXT NOT NULL REFERENCES cohort(id),
  person_id TEXT NOT NULL,
  reason    TEXT NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (cohort_id, person_id)
);
CREATE TABLE cohort_session (
  id         TEXT PRIMARY KEY,
  cohort_id  TEXT NOT NULL REFERENCES cohort(id),
  title      TEXT NOT NULL,
  counts     INTEGER NOT NULL,
  parts      TEXT NOT NULL,
  starts_at  BIGINT NOT NULL,
  ends_at    BIGINT NOT NULL,
  place      TEXT NOT NULL,
  link       TEXT NOT NULL,
  cancelled  INTEGER NOT NULL,
  sequence   INTEGER NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX cohort_session_of ON cohort_session (cohort_id, starts_at);
CREATE TABLE cohort_session_change (
  session_id TEXT NOT NULL REFERENCES cohort_session(id),
  sequence   INTEGER NOT NULL,
  was_start  BIGINT NOT NULL,
  was_end    BIGINT NOT NULL,
  was_place  TEXT NOT NULL,
  reason     TEXT NOT NULL,
  by_id      TEXT NOT NULL,
  at         BIGINT NOT NULL,
  PRIMARY KEY (session_id, sequence)
);
-- What is due in a course, as a date: quizzes, labs and surveys.
CREATE TABLE cohort_due (
  cohort_id  TEXT NOT NULL REFERENCES cohort(id),
  kind       TEXT NOT NULL,
  ref        TEXT NOT NULL,
  module     TEXT NOT NULL,
  title      TEXT NOT NULL,
  due_at     BIGINT NOT NULL,
  sequence   INTEGER NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (cohort_id, kind, ref)
);
