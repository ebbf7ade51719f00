-- Which failure modes were seen when last looked for, and since when.
CREATE TABLE measure_mode (
  id    TEXT PRIMARY KEY,
  seen  INTEGER NOT NULL,
  since BIGINT NOT NULL
);
-- A row where it is time to look.
CREATE TABLE measure_look (
  id     TEXT PRIMARY KEY,
  due_at BIGINT NOT NULL
);
