-- One row per entry; the leaf's bytes are kept exactly. leaf_index is null until the tree has it.
CREATE TABLE ledger_entry (
  id         VARCHAR(64) PRIMARY KEY,
  leaf_index BIGINT UNIQUE,
  action     VARCHAR(128) NOT NULL,
  actor      VARCHAR(256) NOT NULL,
  subject    VARCHAR(256) NOT NULL,
  leaf       BYTEA NOT NULL
);
CREATE INDEX ledger_entry_subject ON ledger_entry (subject, id);
CREATE INDEX ledger_entry_waiting ON ledger_entry (id) WHERE leaf_index IS NULL;

-- Tiles of height 8 at level 0 when full, at higher levels from their first hash on.
CREATE TABLE ledger_tile (
  level  INTEGER NOT NULL,
  number BIGINT NOT NULL,
  hashes BYTEA NOT NULL,
  PRIMARY KEY (level, number)
);

CREATE TABLE ledger_checkpoint (
  size BIGINT PRIMARY KEY,
  note TEXT NOT NULL
);

CREATE TABLE ledger_follower (
  name     VARCHAR(128) PRIMARY KEY,
  position BIGINT NOT NULL
);

-- Whoever holds this row's lock puts waiting entries into the tree (PostgreSQL only).
CREATE TABLE ledger_integrator (
  name VARCHAR(16) PRIMARY KEY
);
INSERT INTO ledger_integrator (name) VALUES ('integrator');

-- Erasing a keyholder deletes its row here, and nothing else.
CREATE TABLE ledger_keyholder (
  keyholder VARCHAR(256) PRIMARY KEY,
  wrapped   BYTEA NOT NULL
);

CREATE TABLE ledger_personal (
  entry_id  VARCHAR(64) NOT NULL,
  field     VARCHAR(128) NOT NULL,
  keyholder VARCHAR(256) NOT NULL,
  sealed    BYTEA NOT NULL,
  PRIMARY KEY (entry_id, field)
);
