-- Signed ends of the audit log that devices kept and that the log did not hold when they told of them: it was
-- written anew by somebody. The first of each device stays.
CREATE TABLE log_witnesses (
    device TEXT PRIMARY KEY NOT NULL REFERENCES devices (id),
    -- JSON of domain::wire::v1::SignedLogHead.
    head TEXT NOT NULL,
    told_at INTEGER NOT NULL
) STRICT;
-- A head that the log does not hold is explained by an epoch that began since.
CREATE INDEX audit_epochs ON audit (sequence) WHERE action = 'store.epoch_began';
