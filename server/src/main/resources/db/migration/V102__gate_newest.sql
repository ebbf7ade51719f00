-- The record that counts of each kind, so that asking a gate costs the same after years.
CREATE TABLE gate_newest (
  person_id      TEXT NOT NULL,
  tool           TEXT NOT NULL,
  condition_type TEXT NOT NULL,
  amount         TEXT NOT NULL,
  source         TEXT NOT NULL,
  recorded_by    TEXT NOT NULL,
  recorded_at    BIGINT NOT NULL,
  PRIMARY KEY (person_id, tool, condition_type)
);
INSERT INTO gate_newest
SELECT e.person_id, e.tool, e.condition_type, e.amount, e.source, e.recorded_by, e.recorded_at
FROM gate_evidence e
WHERE NOT EXISTS (
  SELECT 1 FROM gate_evidence n
  WHERE n.person_id = e.person_id AND n.tool = e.tool AND n.condition_type = e.condition_type
    AND (n.recorded_at > e.recorded_at OR n.recorded_at = e.recorded_at AND n.id > e.id)
);
