-- When a checkpoint was signed; null for those signed before this was kept.
ALTER TABLE ledger_checkpoint ADD COLUMN signed_at BIGINT;

CREATE INDEX ledger_entry_actor ON ledger_entry (actor, leaf_index);

-- To the minute or so: enough to see that a key is no longer needed.
ALTER TABLE api_key ADD COLUMN last_used_at BIGINT;

-- Where the ledger was handed over to a new key: the checkpoint that the old one signed last.
CREATE TABLE ledger_handover (
  size BIGINT PRIMARY KEY,
  leaf_index BIGINT NOT NULL,
  note TEXT NOT NULL
);
