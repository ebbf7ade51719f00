-- What was last said of each door on the ledger; what counts is asked anew at every use.
CREATE TABLE gate_standing (
  person_id TEXT NOT NULL,
  tool      TEXT NOT NULL,
  is_open   INTEGER NOT NULL,
  since     BIGINT NOT NULL,
  PRIMARY KEY (person_id, tool)
);
