-- Who acted where no device did: the name that was given on the province's command line, or 'server' for what the
-- server does by itself. None for a device's entries, and for those from before names were asked for.
ALTER TABLE audit ADD COLUMN actor_name TEXT;
