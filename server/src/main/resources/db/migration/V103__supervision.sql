-- A learner's decision that counts once the mentor has co-signed it.
CREATE TABLE desk_proposal (
  id            TEXT PRIMARY KEY,
  case_id       TEXT NOT NULL,
  version       INTEGER NOT NULL,
  learner       TEXT NOT NULL,
  chosen        TEXT NOT NULL,
  text          TEXT NOT NULL,
  to_role       TEXT NOT NULL,
  justification TEXT NOT NULL,
  conditions    TEXT NOT NULL,
  because       TEXT NOT NULL,
  mentors       TEXT NOT NULL,
  proposed_at   BIGINT NOT NULL,
  state         TEXT NOT NULL,
  mentor        TEXT,
  words         TEXT,
  ended_at      BIGINT
);
CREATE INDEX desk_proposal_open ON desk_proposal (state, proposed_at);
CREATE INDEX desk_proposal_case ON desk_proposal (case_id);
CREATE INDEX desk_proposal_learner ON desk_proposal (learner, proposed_at);
