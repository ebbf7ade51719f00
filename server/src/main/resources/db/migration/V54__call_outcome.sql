-- How a call was judged first: its state moves on when a person decides, this does not.
ALTER TABLE gateway_call ADD COLUMN outcome TEXT;
UPDATE gateway_call SET outcome = CASE
  WHEN case_id IS NULL OR state IN ('held', 'blocked') THEN state
  ELSE 'held' END
WHERE state NOT IN ('sent', 'releasing');
