-- A survey's place in the order of changes is the same in every area it belongs or belonged to.
CREATE TRIGGER survey_areas_follow AFTER UPDATE OF sequence ON survey_states
BEGIN UPDATE survey_areas SET sequence = NEW.sequence WHERE survey = NEW.survey; END;
