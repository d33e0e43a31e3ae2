-- The statements by which the province made its next keys and addresses known, in order. The same lie beside the keys.
CREATE TABLE province_changes (
    sequence INTEGER PRIMARY KEY NOT NULL,
    -- The signed statement, as devices get it.
    body TEXT NOT NULL,
    -- The last kept receipt and the last decision before it: receipts up to these are signed with the key before.
    receipts INTEGER NOT NULL,
    reviews INTEGER NOT NULL
) STRICT;

CREATE TRIGGER province_changes_stay BEFORE UPDATE ON province_changes
BEGIN SELECT RAISE(ABORT, 'statements are only added'); END;
CREATE TRIGGER province_changes_remain BEFORE DELETE ON province_changes
BEGIN SELECT RAISE(ABORT, 'statements are only added'); END;
