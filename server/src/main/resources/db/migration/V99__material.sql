-- A material as it was made from one content. Files are kept under their digest and never change.
CREATE TABLE material_version (
  id          TEXT PRIMARY KEY,
  pack        TEXT NOT NULL,
  material    TEXT NOT NULL,
  number      INTEGER NOT NULL,
  content     TEXT NOT NULL,
  ingredients TEXT NOT NULL,
  pack_digest TEXT NOT NULL,
  made_by     TEXT NOT NULL,
  made_at     BIGINT NOT NULL,
  UNIQUE (pack, material, number)
);
CREATE TABLE material_bytes (
  digest TEXT PRIMARY KEY,
  bytes  BYTEA NOT NULL
);
CREATE TABLE material_file (
  version_id TEXT NOT NULL REFERENCES material_version(id),
  name       TEXT NOT NULL,
  type       TEXT NOT NULL,
  pages      INTEGER NOT NULL,
  size       INTEGER NOT NULL,
  digest     TEXT NOT NULL REFERENCES material_bytes(digest),
  PRIMARY KEY (version_id, name)
);
-- Nobody gives the same word twice; nobody gives two different words on one version.
CREATE TABLE material_step (
  version_id TEXT NOT NULL REFERENCES material_version(id),
  person_id  TEXT NOT NULL,
  step       TEXT NOT NULL,
  words      TEXT NOT NULL,
  said_at    BIGINT NOT NULL,
  PRIMARY KEY (version_id, person_id, step)
);
-- That the mentors of a course are trained, said by name.
CREATE TABLE material_mentors (
  pack      TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  words     TEXT NOT NULL,
  said_at   BIGINT NOT NULL
);
-- Courses whose materials are to be looked at.
CREATE TABLE material_due (
  pack TEXT PRIMARY KEY
);
