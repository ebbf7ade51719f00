ALTER TABLE desk_case ADD COLUMN assigned_to TEXT;
CREATE TABLE desk_assignment (
  case_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  person TEXT NOT NULL,
  assigned_by TEXT NOT NULL,
  assigned_at BIGINT NOT NULL,
  difficulty TEXT NOT NULL,
  ended_at BIGINT,
  ending TEXT,
  PRIMARY KEY (case_id, number)
);
CREATE INDEX desk_assignment_person ON desk_assignment (person, assigned_at);
CREATE INDEX desk_assignment_open ON desk_assignment (case_id) WHERE ended_at IS NULL;
CREATE INDEX desk_case_assigned ON desk_case (assigned_to) WHERE assigned_to IS NOT NULL;
