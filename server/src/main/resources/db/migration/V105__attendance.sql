-- The newest of a session and a person counts; none is ever changed. Why somebody was away is sealed
-- under their own key.
CREATE TABLE cohort_attendance (
  session_id   TEXT NOT NULL REFERENCES cohort_session(id),
  person_id    TEXT NOT NULL,
  number       INTEGER NOT NULL,
  state        TEXT NOT NULL,
  late_minutes INTEGER NOT NULL,
  sealed       BYTEA,
  marked_by    TEXT NOT NULL,
  marked_at    BIGINT NOT NULL,
  PRIMARY KEY (session_id, person_id, number)
);
