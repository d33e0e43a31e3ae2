-- SHA-256 of the token that a device was offered and has not used yet; the first use puts it in place of the
-- other.
ALTER TABLE devices ADD COLUMN next_token_hash BLOB;
CREATE UNIQUE INDEX devices_next_token ON devices (next_token_hash) WHERE next_token_hash IS NOT NULL;

-- 1 once the device has signed a request with its key; from then on it signs every one.
ALTER TABLE devices ADD COLUMN proves INTEGER NOT NULL DEFAULT 0;
