-- What becomes of a code that opens a lock: who wrote it, the request that waits for the office, and its answer. A code
-- from before has no row until it is used.
CREATE TABLE recoveries (
    code_hash BLOB PRIMARY KEY NOT NULL REFERENCES recovery_codes (code_hash),
    -- Who wrote the code on the command line; none where that was not noted yet.
    written_by TEXT,
    -- By which the office names the request; none until a device asks and has to wait.
    number INTEGER UNIQUE,
    asked_at INTEGER,
    -- The sealed lock as it came, what it opens by the word of who asked, and the key for the answer.
    lock BLOB,
    waits_for TEXT,
    answer_key BLOB,
    -- Fixed when it was asked: what the office sets later does not shorten it.
    answered_from INTEGER,
    ends_at INTEGER,
    answered_by TEXT,
    answered_at INTEGER,
    -- What the lock was found to open, and its key sealed to the key for the answer.
    opens TEXT,
    answer BLOB,
    -- When the device fetched the answer first.
    taken_at INTEGER,
    -- Who refused, or the device that objected; and why.
    refused_by TEXT,
    refused_at INTEGER,
    reason TEXT
) STRICT;

INSERT INTO counters (name, value) VALUES ('recovery', 0);

-- Every report asks whether somebody asked for its device.
CREATE INDEX recovery_codes_by_device ON recovery_codes (device);
