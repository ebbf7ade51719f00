CREATE TABLE desk_view (
  person_id TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, name)
);
CREATE INDEX desk_case_opened ON desk_case (opened_at);
