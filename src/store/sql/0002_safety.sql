-- Safety on a real phone: the bin for discarded drafts, and surveys whose photos and answers have
-- left the device because the province confirmed all of them.
ALTER TABLE surveys ADD COLUMN binned_at_ms INTEGER; -- when it was put into the bin; null when it is not there
ALTER TABLE surveys ADD COLUMN purged_at_ms INTEGER; -- when only a slim row was left of it; null while all is here
CREATE INDEX surveys_in_bin ON surveys (binned_at_ms) WHERE binned_at_ms IS NOT NULL;
-- A purged survey keeps the digest, signature and seal of its revisions; their bytes are empty.
-- Seals that another device of the person made and a backup brought here have a negative
-- revisions.sequence: that device's own count stands in the sealed bytes.
