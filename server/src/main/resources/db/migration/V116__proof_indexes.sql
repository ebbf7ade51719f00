-- Every question asks what holds of its tool now: not what ended, and not sample by sample.
CREATE INDEX assurance_certificate_running ON assurance_certificate (tool, version, answered_by, expires_at) WHERE voided_at IS NULL;
CREATE INDEX assurance_sample_reviewed ON assurance_sample (tool, version, answered_by) WHERE kind = 'shadow' AND reviewed_at IS NOT NULL;
