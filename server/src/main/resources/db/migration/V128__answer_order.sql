-- Which of two saves is the newer one: the number that the page or program gave it.
ALTER TABLE training_answer ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE lab_try_answer ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
