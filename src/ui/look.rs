//! How the screens look: language, colours, text size.
//!
//! The choice lives in the device's store like everything else. A copy without any personal data is
//! kept beside it in `look.txt`, because the store is still locked when the PIN screen appears and a
//! person who needs large letters needs them there too.

use std::path::{Path, PathBuf};

use dioxus::prelude::*;
use sambang_domain::Language;

use crate::device::{Settings, Theme};

/// Language, colours and text size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Of every word on the screens.
    pub language: Language,
    /// Colours.
    pub theme: Theme,
    /// 100, 130, 160 or 200.
    pub text_percent: u16,
}

impl Default for Look {
    fn default() -> Self {
        Self { language: Language::Id, theme: Theme::System, text_percent: 100 }
    }
}

/// The look at this moment; reading it re-renders the reader when it changes.
pub static LOOK: GlobalSignal<Look> = Signal::global(Look::default);

/// The text sizes offered, in percent.
pub const TEXT_SIZES: [u16; 4] = [100, 130, 160, 200];

/// `id` or `en`.
#[must_use]
pub fn language_word(language: Language) -> &'static str {
    match language {
        Language::Id => "id",
        Language::En => "en",
    }
}

/// Value of `data-theme`; `system` for none.
#[must_use]
pub fn theme_word(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::Sun => "sun",
    }
}

/// The language of a word; Indonesian unless it is English.
#[must_use]
pub fn language_from(word: &str) -> Language {
    if word == "en" { Language::En } else { Language::Id }
}

/// The theme of a word; the system's for any other.
#[must_use]
pub fn theme_from(word: &str) -> Theme {
    match word {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        "sun" => Theme::Sun,
        _ => Theme::System,
    }
}

impl Look {
    /// The look that `settings` ask for.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let text_percent = if TEXT_SIZES.contains(&settings.text_percent) { settings.text_percent } else { 100 };
        Self { language: settings.language, theme: settings.theme, text_percent }
    }

    /// Writes this look into `settings`.
    pub fn put_into(&self, settings: &mut Settings) {
        settings.language = self.language;
        settings.theme = self.theme;
        settings.text_percent = self.text_percent;
    }

    /// The copy in `folder`; the default when there is none.
    #[must_use]
    pub fn load(folder: &Path) -> Self {
        std::fs::read_to_string(file(folder)).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// Keeps the copy in `folder`. It is a convenience: a failure costs nothing but the look of the
    /// PIN screen.
    pub fn keep(&self, folder: &Path) {
        if let Err(error) = std::fs::write(file(folder), self.text()) {
            tracing::warn!(%error, "cannot keep the look of the lock screen");
        }
    }

    fn parse(text: &str) -> Self {
        let mut words = text.split_whitespace();
        let mut next = || words.next().unwrap_or_default();
        let (language, theme) = (language_from(next()), theme_from(next()));
        let text_percent = next().parse().ok().filter(|size| TEXT_SIZES.contains(size)).unwrap_or(100);
        Self { language, theme, text_percent }
    }

    fn text(&self) -> String {
        format!("{} {} {}\n", language_word(self.language), theme_word(self.theme), self.text_percent)
    }

    /// JavaScript that sets the attributes of the page's root element.
    #[must_use]
    pub fn script(&self) -> String {
        let theme = match theme_word(self.theme) {
            "system" => "r.removeAttribute('data-theme');".to_owned(),
            theme => format!("r.setAttribute('data-theme','{theme}');"),
        };
        format!(
            "{{document.title='Sambang';const r=document.documentElement;r.lang='{}';{theme}r.setAttribute('data-text','{}');}}",
            language_word(self.language),
            self.text_percent
        )
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("look.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_survives_the_file_and_any_damage_to_it() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Look::load(folder.path()), Look::default());
        let look = Look { language: Language::En, theme: Theme::Sun, text_percent: 160 };
        look.keep(folder.path());
        assert_eq!(Look::load(folder.path()), look);
        assert_eq!(Look::parse("xx yy 170"), Look::default());
    }

    #[test]
    fn the_system_theme_leaves_the_choice_to_the_phone() {
        assert!(Look::default().script().contains("removeAttribute('data-theme')"));
        let sun = Look { theme: Theme::Sun, ..Look::default() };
        assert!(sun.script().contains("'data-theme','sun'"));
    }
}
