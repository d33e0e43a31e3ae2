-- What leaves a device, and what must be known before it does (docs/adr/0025).
-- When the province first said that it holds all of a survey, by three clocks. Content leaves after it said so once
-- more, days later.
CREATE TABLE confirmations (
    survey     TEXT    NOT NULL PRIMARY KEY,
    digest     TEXT    NOT NULL, -- of the newest revision then; another one begins anew
    server_ms  INTEGER NOT NULL, -- the server's clock
    device_ms  INTEGER NOT NULL, -- the device's
    running_ms INTEGER NOT NULL  -- since the machine started
) STRICT;
-- The key by which each device was first known here. Another one of the same device is refused.
CREATE TABLE device_keys (
    device     TEXT NOT NULL PRIMARY KEY,
    device_key TEXT NOT NULL     -- Ed25519, 64 hexadecimal digits
) STRICT;
ALTER TABLE area_surveys ADD COLUMN left_at_ms INTEGER; -- when the documents left, by the server's clock; null while they are here
