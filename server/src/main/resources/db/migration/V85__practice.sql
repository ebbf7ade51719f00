CREATE TABLE practice_case (
  case_id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  number INTEGER NOT NULL,
  mock TEXT NOT NULL,
  given_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX practice_case_number ON practice_case (person, number);
CREATE TABLE practice_comment (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  mentor TEXT NOT NULL,
  words TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX practice_comment_case ON practice_comment (case_id, made_at);
CREATE TABLE practice_verdict (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  number INTEGER NOT NULL,
  mentor TEXT NOT NULL,
  signed_off INTEGER NOT NULL,
  words TEXT NOT NULL,
  decided INTEGER NOT NULL,
  decided_right INTEGER NOT NULL,
  checkpoint_note TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX practice_verdict_number ON practice_verdict (person, number);
