CREATE TABLE connect_message (
  id TEXT PRIMARY KEY,
  room TEXT NOT NULL,
  kind TEXT NOT NULL,
  case_id TEXT NOT NULL,
  card TEXT NOT NULL,
  label TEXT NOT NULL,
  urgency INTEGER NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  stale INTEGER NOT NULL,
  due_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  send_id TEXT,
  claimed_at BIGINT,
  channel TEXT,
  message TEXT,
  burst TEXT,
  sent_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX connect_message_waiting ON connect_message (room, state, kind, due_at);
CREATE INDEX connect_message_stale ON connect_message (room, due_at) WHERE stale = 1;
CREATE INDEX connect_message_burst ON connect_message (burst) WHERE burst IS NOT NULL;
CREATE INDEX connect_message_sending ON connect_message (room, claimed_at) WHERE state = 'sending';
CREATE INDEX connect_message_case ON connect_message (case_id);
CREATE INDEX connect_message_sent ON connect_message (room, kind, sent_at);
