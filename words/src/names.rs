//! The names of answers and people.

use sambang_domain::Language;
use sambang_domain::programme::Programme;
use sambang_domain::survey::Step;
use sambang_domain::survey::fields::{self, Field, Kind};

use crate::texts::{key, text, text_code, text_with};

/// The name of the answer at `path`, as the form writes it above its control. A part of an answer
/// (`position.latitude`) has the name of the answer, and the empty path is the survey as a whole.
#[must_use]
pub fn name(language: Language, programme: &Programme, path: &str) -> String {
    let field = fields::of(path);
    let named = field.part_of.unwrap_or(field);
    match named.kind {
        Kind::Section => text_code(language, "section", named.id),
        Kind::Photos => photo(language, programme, path),
        Kind::Question => question(language, programme, path),
        Kind::Unknown => text_with(language, "answer-unknown", &[("path", path.into())]),
        _ => label(language, named),
    }
}

/// The text above the control of an answer.
#[must_use]
pub fn label(language: Language, field: &Field) -> String {
    text(language, &key("answer", field.id))
}

/// The name of a step.
#[must_use]
pub fn step(language: Language, step: Step) -> String {
    text(language, &format!("visit-step-{}", step.number()))
}

/// The name of an applicant, or words for a draft that has none yet.
#[must_use]
pub fn name_or_unnamed(language: Language, name: &str) -> String {
    if name.trim().is_empty() { text(language, "unnamed") } else { name.to_owned() }
}

fn question(language: Language, programme: &Programme, path: &str) -> String {
    let asked = fields::question(path).and_then(|id| programme.question(id));
    asked.map_or_else(|| step(language, Step::Eligibility), |question| question.ask.in_language(language).to_owned())
}

/// The programme's name for a kind of photo.
fn photo(language: Language, programme: &Programme, path: &str) -> String {
    let Some(kind) = fields::photo(path) else { return step(language, Step::Photos) };
    match programme.evidence_rule(&kind) {
        Some(rule) => rule.label.in_language(language).to_owned(),
        None => text_code(language, "evidence", kind.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_the_name_of_its_answer_and_an_unknown_answer_shows_its_path() {
        let programme = Programme::shipped().unwrap().remove(1);
        let name = |path: &str| name(Language::Id, &programme, path);
        assert_eq!(name("identity.nik"), "NIK");
        assert_eq!(name("position.latitude"), name("position"));
        assert_eq!(name("sections.promotion.answered_at"), name("sections.promotion"));
        assert_eq!(name("eligibility.receives_kur.year"), name("eligibility.receives_kur"));
        assert_eq!(name("identity.iris"), "Isian dari versi lain (identity.iris)");
    }
}
