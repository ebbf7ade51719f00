-- A warning that work has come to look unlike the samples of a certificate.
CREATE TABLE assurance_drift (
  certificate TEXT PRIMARY KEY,
  tool        TEXT NOT NULL,
  seen        INTEGER NOT NULL,
  at          BIGINT NOT NULL
);
