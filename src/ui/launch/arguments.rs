//! The command line of the desktop app.

use std::path::PathBuf;

use sambang_domain::Language;

/// What `--help` prints.
pub const HELP: &str = "\
Sambang: offline-first field survey app

  --data DIR                 folder of the app's files (default .sambang/app)
  --enrol SERVER CODE PIN    enrol this folder first, if nobody is enrolled there
  --size WxH                 size of the window in pixels (default 412x800)
  --lang id|en               language of the screens
  --help                     this text
";

/// Server, code and PIN of `--enrol`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstStart {
    /// Address of the province's server.
    pub server: String,
    /// One-time code.
    pub code: String,
    /// The PIN to set.
    pub pin: String,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// Folder of the app's files.
    pub data: PathBuf,
    /// Enrol first.
    pub enrol: Option<FirstStart>,
    /// Width and height of the window in logical pixels.
    pub size: (u16, u16),
    /// Language of the screens.
    pub language: Option<Language>,
    /// Print [`HELP`] and stop.
    pub help: bool,
}

/// What is wrong with the command line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArgumentError {
    /// No such option.
    #[error("unknown option {0}; --help lists them")]
    Unknown(String),
    /// An option without all of its values.
    #[error("{0} needs {1}")]
    Missing(&'static str, &'static str),
    /// Not a size.
    #[error("--size needs WIDTHxHEIGHT from 320x480, such as 412x800")]
    Size,
    /// Not a language.
    #[error("--lang needs id or en")]
    Language,
}

impl Arguments {
    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    /// At the first one that is not understood.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, ArgumentError> {
        let mut found =
            Self { data: PathBuf::from(".sambang/app"), enrol: None, size: (412, 800), language: None, help: false };
        let mut rest = arguments.into_iter();
        while let Some(option) = rest.next() {
            match option.as_str() {
                "--data" => found.data = rest.next().ok_or(ArgumentError::Missing("--data", "a folder"))?.into(),
                "--enrol" => {
                    let mut value = || rest.next().ok_or(ArgumentError::Missing("--enrol", "SERVER CODE PIN"));
                    found.enrol = Some(FirstStart { server: value()?, code: value()?, pin: value()? });
                }
                "--size" => found.size = rest.next().as_deref().and_then(size).ok_or(ArgumentError::Size)?,
                "--lang" => {
                    found.language = Some(rest.next().as_deref().and_then(language).ok_or(ArgumentError::Language)?)
                }
                "--help" | "-h" => found.help = true,
                _ => return Err(ArgumentError::Unknown(option)),
            }
        }
        Ok(found)
    }
}

fn size(text: &str) -> Option<(u16, u16)> {
    let (width, height) = text.split_once('x')?;
    let size = (width.parse().ok()?, height.parse().ok()?);
    (size.0 >= 320 && size.1 >= 480).then_some(size)
}

fn language(text: &str) -> Option<Language> {
    match text {
        "id" => Some(Language::Id),
        "en" => Some(Language::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, ArgumentError> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn every_option_may_be_left_out_or_given() {
        let plain = parse("").unwrap();
        assert_eq!((plain.data, plain.size), (PathBuf::from(".sambang/app"), (412, 800)));
        let full =
            parse("--data /tmp/a --enrol http://127.0.0.1:8080 KX7M4P2D 280419 --size 360x640 --lang en").unwrap();
        assert_eq!(full.size, (360, 640));
        assert_eq!(full.language, Some(Language::En));
        assert_eq!(full.enrol.unwrap().pin, "280419");
    }

    #[test]
    fn an_option_that_is_not_understood_is_named() {
        assert_eq!(parse("--dta x"), Err(ArgumentError::Unknown("--dta".to_owned())));
        assert_eq!(parse("--enrol http://x CODE"), Err(ArgumentError::Missing("--enrol", "SERVER CODE PIN")));
        for size in ["", "412", "412x", "100x100", "axb"] {
            assert_eq!(parse(&format!("--size {size}")), Err(ArgumentError::Size));
        }
        assert_eq!(parse("--lang fr"), Err(ArgumentError::Language));
    }
}
