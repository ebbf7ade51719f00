-- Decisions of everybody, the newest first.
CREATE INDEX desk_decision_order ON desk_decision (decided_at, id);
