-- When its form was first opened in a chat; NULL where it was not before the decision.
ALTER TABLE practice_case ADD COLUMN chat_at BIGINT;
