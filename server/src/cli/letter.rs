//! The letter that the office prints and hands over with a phone.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use qrcode::QrCode;
use sambang_domain::ids::Timestamp;
use sambang_domain::wire::v1::Province;
use sambang_domain::wire::v1::invitation::Invitation;
use sambang_server::{EnrolCode, is_unseen};

use super::picture;

/// What the letter says.
pub(super) struct Letter<'a> {
    pub(super) province: &'a Province,
    pub(super) written: &'a EnrolCode,
    /// The eight letters to compare.
    pub(super) letters: &'a str,
    pub(super) invitation: &'a Invitation,
}

impl Letter<'_> {
    /// One page to be printed by any browser; it loads nothing and runs nothing.
    pub(super) fn html(&self, qr: &QrCode) -> String {
        let person = &self.written.person;
        format!(
            include_str!("letter.html"),
            office = escaped(&self.province.office),
            name = escaped(&person.name),
            works_for = escaped(&person.office),
            until = until(self.written.expires_at, &self.province.code),
            qr = picture::in_html(qr),
            by_hand = self.by_hand(),
        )
    }

    /// What to do when the picture cannot be read. Where the office has its own issuer of certificates, address and code
    /// alone reach nothing: no phone believes that server without the whole invitation.
    fn by_hand(&self) -> String {
        if self.invitation.issuer.is_some() {
            return "<p>Gambar tidak terbaca? Minta teks undangan kepada dinas, lalu tempel di Sambang.</p>".to_owned();
        }
        let (first, second) = self.written.code.split_at_checked(5).unwrap_or((&self.written.code, ""));
        format!(
            include_str!("letter_by_hand.html"),
            server = escaped(&self.invitation.server),
            code = escaped(format!("{first} {second}").trim_end()),
            letters = escaped(self.letters),
        )
    }
}

/// As people of that province read a clock.
fn until(at: Timestamp, province: &str) -> String {
    let (hours, zone) = match province.parse() {
        Ok(51..=53_u8 | 63..=65 | 71..=76) => (8, "WITA"),
        Ok(81..=82 | 91..=97) => (9, "WIT"),
        _ => (7, "WIB"),
    };
    let local = FixedOffset::east_opt(hours * 60 * 60).map(|offset| at.utc().with_timezone(&offset));
    let shown = local.as_ref().map(DateTime::naive_local).unwrap_or_else(|| at.utc().naive_utc());
    format!("{} {zone}", shown.format("%d-%m-%Y pukul %H.%M"))
}

/// Text that stays text in a page, whatever somebody has typed for a name.
fn escaped(text: &str) -> String {
    let sign = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        c if is_unseen(c) => String::new(),
        c => c.to_string(),
    };
    text.chars().map(sign).collect()
}

/// The letter's file: made before there is a code, for its owner alone, and gone again unless it was filled.
pub(super) struct Sheet {
    file: File,
    path: PathBuf,
    filled: bool,
}

impl Sheet {
    /// A new file.
    pub(super) fn new(path: &Path) -> Result<Self, LetterError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(LetterError::at(path))?;
        Ok(Self { file, path: path.to_owned(), filled: false })
    }

    /// Writes the letter, durably.
    pub(super) fn fill(mut self, html: &str) -> Result<(), LetterError> {
        let written = self.file.write_all(html.as_bytes()).and_then(|()| self.file.sync_all());
        self.filled = written.is_ok();
        written.map_err(LetterError::at(&self.path))
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        if !self.filled {
            // An empty letter helps nobody, and the same command must be able to write it.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// The letter cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the letter cannot be written to {path}")]
pub(super) struct LetterError {
    path: String,
    source: io::Error,
}

impl LetterError {
    fn at(path: &Path) -> impl Fn(io::Error) -> Self + use<> {
        let path = path.display().to_string();
        move |source| Self { path: path.clone(), source }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop the run")]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_that_of_the_province() {
        // 2021-04-15 02:58 UTC.
        let at = Timestamp(1_618_455_480_000);
        assert_eq!(until(at, "18"), "15-04-2021 pukul 09.58 WIB");
        assert_eq!(until(at, "73"), "15-04-2021 pukul 10.58 WITA");
        assert_eq!(until(at, "94"), "15-04-2021 pukul 11.58 WIT");
    }

    #[test]
    fn a_name_stays_a_name() {
        assert_eq!(escaped("<b>A & \"B\"</b>\u{202e}"), "&lt;b&gt;A &amp; &quot;B&quot;&lt;/b&gt;");
    }

    #[test]
    fn a_letter_that_came_to_nothing_leaves_no_file_and_one_that_is_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("surat.html");
        drop(Sheet::new(&path).unwrap());
        assert!(!path.exists());
        Sheet::new(&path).unwrap().fill("surat").unwrap();
        assert!(Sheet::new(&path).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "surat");
    }
}
