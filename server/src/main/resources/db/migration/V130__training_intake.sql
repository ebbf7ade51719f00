-- Those who were enrolled in a course on one day, by role: judged once, when their time was over.
CREATE TABLE training_intake (
  role      TEXT NOT NULL,
  pack      TEXT NOT NULL,
  day       TEXT NOT NULL,
  completed INTEGER NOT NULL,
  enrolled  INTEGER NOT NULL,
  judged_at BIGINT NOT NULL,
  PRIMARY KEY (role, pack, day)
);
