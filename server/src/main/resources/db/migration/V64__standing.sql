ALTER TABLE desk_case ADD COLUMN needed TEXT NOT NULL DEFAULT '';
ALTER TABLE desk_case ADD COLUMN signatures TEXT NOT NULL DEFAULT '[]';
ALTER TABLE desk_case ADD COLUMN editor TEXT;
ALTER TABLE desk_case ADD COLUMN second_needed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desk_case ADD COLUMN text_now TEXT;
ALTER TABLE desk_case ADD COLUMN last_by TEXT;
ALTER TABLE desk_case ADD COLUMN last_at BIGINT;
ALTER TABLE desk_case ADD COLUMN emergency INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desk_case ADD COLUMN expires_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE desk_case ADD COLUMN grant_content TEXT;
ALTER TABLE desk_case ADD COLUMN grant_expires BIGINT;
ALTER TABLE desk_case ADD COLUMN grant_used_at BIGINT;
UPDATE desk_case SET
  grant_expires = (SELECT g.expires_at FROM desk_grant g WHERE g.case_id = desk_case.id AND (g.expires_at > 0 OR g.used_at IS NOT NULL)),
  grant_used_at = (SELECT g.used_at FROM desk_grant g WHERE g.case_id = desk_case.id);
DROP TABLE desk_grant;
ALTER TABLE desk_decision ADD COLUMN via TEXT NOT NULL DEFAULT '';
ALTER TABLE desk_decision ADD COLUMN conditions TEXT NOT NULL DEFAULT '{}';
CREATE TABLE desk_delegation (
  id TEXT PRIMARY KEY,
  from_person TEXT NOT NULL,
  to_person TEXT NOT NULL,
  role TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX desk_delegation_to ON desk_delegation (to_person, ends_at);
CREATE INDEX desk_delegation_from ON desk_delegation (from_person, ends_at);
