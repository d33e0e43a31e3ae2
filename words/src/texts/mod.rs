//! The texts (Fluent), by language and key.
//!
//! Every key used in the sources exists in both languages with the same variables; a test reads the
//! sources and says which does not.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use sambang_domain::Language;
use unic_langid::LanguageIdentifier;

pub use fluent_bundle::FluentValue;

macro_rules! files {
    ($language:literal, $($name:literal),+) => {
        &[$(include_str!(concat!("../../../assets/texts/", $language, "/", $name, ".ftl"))),+]
    };
}

/// The files of one language: outer screens, the visit, its optional sections, decisions, the
/// supervisor's queue and review page.
const ID: &[&str] = files!("id", "app", "visit", "sections", "review", "queue", "case");
const EN: &[&str] = files!("en", "app", "visit", "sections", "review", "queue", "case");

type Bundle = FluentBundle<FluentResource>;

fn build(language: &str, files: &[&str]) -> Bundle {
    let locale: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    for file in files {
        // A broken message is left out and its key shows; the tests refuse that.
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn bundle(language: Language) -> &'static Bundle {
    static INDONESIAN: OnceLock<Bundle> = OnceLock::new();
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    match language {
        Language::En => ENGLISH.get_or_init(|| build("en", EN)),
        Language::Id => INDONESIAN.get_or_init(|| build("id", ID)),
    }
}

fn find(language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let bundle = bundle(language);
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut errors);
    for error in errors {
        tracing::warn!(key, %error, "a text could not be filled in");
    }
    Some(text.into_owned())
}

/// The text of `key`; the key itself where it is missing.
#[must_use]
pub fn text(language: Language, key: &str) -> String {
    find(language, key, None).unwrap_or_else(|| missing(key))
}

/// The text of `key` with its variables filled in.
#[must_use]
pub fn text_with(language: Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    let filled = args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone()));
    find(language, key, Some(&filled.collect())).unwrap_or_else(|| missing(key))
}

/// The text for a stable code: the key is `prefix-code` with dashes for dots and underscores. An
/// unknown code, as a newer server may send, reads as `prefix-other`.
#[must_use]
pub fn text_code(language: Language, prefix: &str, code: &str) -> String {
    find(language, &key(prefix, code), None).unwrap_or_else(|| text(language, &format!("{prefix}-other")))
}

/// The key of a code's text.
#[must_use]
pub fn key(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", code.replace(['.', '_'], "-"))
}

fn missing(key: &str) -> String {
    tracing::error!(key, "a text is missing");
    key.to_owned()
}

#[cfg(test)]
mod tests;
