-- Words are bytes, so that a range of them means the same in every database and locale.
CREATE TABLE desk_word (
  word    BYTEA NOT NULL,
  case_id VARCHAR(64) NOT NULL,
  PRIMARY KEY (word, case_id)
);
CREATE INDEX desk_word_case ON desk_word (case_id, word);
ALTER TABLE desk_case ADD COLUMN words_kept INTEGER NOT NULL DEFAULT 0;
CREATE INDEX desk_case_words ON desk_case (id) WHERE words_kept = 0;

-- Lists and counts of a queue, and of what was raised when, read from the index alone.
DROP INDEX desk_case_open;
CREATE INDEX desk_case_open ON desk_case (state, approver_role, due_at, id, raised_by);
DROP INDEX desk_case_opened;
CREATE INDEX desk_case_opened ON desk_case (opened_at, id);
CREATE INDEX desk_case_kind ON desk_case (kind, opened_at, category, rule, service);
CREATE INDEX desk_case_waiting ON desk_case (raised_by, state, id);
