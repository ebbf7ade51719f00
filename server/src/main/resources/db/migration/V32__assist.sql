CREATE TABLE assist_document (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE TABLE assist_ticket (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  category TEXT NOT NULL,
  assignment TEXT NOT NULL
);
