ALTER TABLE practice_case ADD COLUMN decision_id TEXT;
