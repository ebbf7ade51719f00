CREATE TABLE assist_question (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  kind TEXT NOT NULL,
  document TEXT
);
