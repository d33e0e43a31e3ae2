-- What is on the photos of businesses, so that one used for two applicants is found.
ALTER TABLE revision_attachments ADD COLUMN picture BLOB; -- SHA-256 of the pixels; null for other photos
CREATE INDEX revision_attachments_by_picture ON revision_attachments (picture) WHERE picture IS NOT NULL;
