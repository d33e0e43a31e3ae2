//! The words of the screens in the chosen language; [`sambang_words`] has them.

use dioxus::prelude::*;
use sambang_domain::Language;
use sambang_domain::programme::{Programme, Text};
use sambang_domain::survey::fields::Field;
use sambang_words::{names, texts};

pub use sambang_words::texts::FluentValue;

use super::look::LOOK;

/// The language of the screens. Reading it re-renders the component when it changes.
#[must_use]
pub fn language() -> Language {
    LOOK.read().language
}

/// The text of `key`; the key itself where it is missing.
#[must_use]
pub fn t(key: &str) -> String {
    texts::text(language(), key)
}

/// The text of `key` with its variables filled in.
#[must_use]
pub fn t_with(key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    texts::text_with(language(), key, args)
}

/// The text for a stable code, see [`texts::text_code`].
#[must_use]
pub fn t_code(prefix: &str, code: &str) -> String {
    texts::text_code(language(), prefix, code)
}

/// A text of the programme.
#[must_use]
pub fn text_of(text: &Text) -> String {
    text.in_language(language()).to_owned()
}

/// The text above the control of an answer.
#[must_use]
pub fn label(field: &Field) -> String {
    names::label(language(), field)
}

/// The name of an applicant, or words for a draft that has none yet.
#[must_use]
pub fn name_or_unnamed(name: &str) -> String {
    names::name_or_unnamed(language(), name)
}

/// The name of the answer at `path`, see [`names::name`].
#[must_use]
pub fn field_name(programme: &Programme, path: &str) -> String {
    names::name(language(), programme, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::{BlockedReason, LastError};

    #[test]
    fn every_code_of_the_device_has_its_own_words() {
        let reasons = BlockedReason::KNOWN.iter().map(|reason| texts::key("blocked", reason.as_str()));
        let troubles = LastError::KNOWN.iter().map(|error| texts::key("trouble", error.as_str()));
        for key in reasons.chain(troubles) {
            assert_ne!(texts::text(Language::Id, &key), key);
        }
    }
}
