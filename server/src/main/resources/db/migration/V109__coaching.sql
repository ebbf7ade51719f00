CREATE TABLE skill_use (
  id        TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL,
  sealed    BYTEA,
  noted_by  TEXT NOT NULL,
  noted_at  BIGINT NOT NULL
);
CREATE INDEX skill_use_person ON skill_use (person_id, noted_at);
-- A thread is a post without a parent.
CREATE TABLE course_post (
  id        TEXT NOT NULL PRIMARY KEY,
  parent    TEXT NOT NULL,
  pack      TEXT NOT NULL,
  module    TEXT NOT NULL,
  place     TEXT NOT NULL,
  author    TEXT NOT NULL,
  sealed    BYTEA,
  state     TEXT NOT NULL,
  accepted  TEXT NOT NULL,
  posted_at BIGINT NOT NULL,
  edited_at BIGINT,
  active_at BIGINT NOT NULL
);
CREATE INDEX course_post_module ON course_post (pack, module, parent, active_at);
CREATE INDEX course_post_parent ON course_post (parent, posted_at);
CREATE TABLE course_post_read (
  person_id TEXT NOT NULL,
  thread    TEXT NOT NULL,
  read_at   BIGINT NOT NULL,
  PRIMARY KEY (person_id, thread)
);
