-- The shipped category whose rules hold for a case; empty where it is the category itself.
ALTER TABLE desk_case ADD COLUMN category_kind TEXT NOT NULL DEFAULT '';
CREATE INDEX desk_case_taxonomy ON desk_case (taxonomy, category);
CREATE TABLE taxonomy_version (
  team TEXT NOT NULL,
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  published_by TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  why TEXT NOT NULL,
  changes TEXT NOT NULL,
  PRIMARY KEY (team, number)
);
-- Each saving of a draft; the newest counts while it is open.
CREATE TABLE taxonomy_draft (
  team TEXT NOT NULL,
  revision INTEGER NOT NULL,
  content TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (team, revision)
);
