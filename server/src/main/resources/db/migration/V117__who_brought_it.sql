-- Who brought a version of a course into force first: its quizzes open nothing for them.
ALTER TABLE course_pack ADD COLUMN kept_by TEXT NOT NULL DEFAULT '';
-- Who wrote down somebody else's answer: they do not review it. Empty where the worker answered.
ALTER TABLE assurance_sample ADD COLUMN answer_brought_by TEXT NOT NULL DEFAULT '';
