//! What `enrol-code` is told.

use std::path::PathBuf;

use sambang_domain::ids::PersonId;

/// A code, and how it is handed over.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct EnrolCodeArgs {
    /// The person's id.
    pub(in crate::cli) person: PersonId,
    /// Address by which devices reach this server, e.g. https://sambang.example.
    #[arg(long, value_name = "URL", value_parser = address)]
    pub(in crate::cli) address: Option<String>,
    /// Certificate (PEM) of the office's own issuer, where the server's certificate is none that phones know.
    /// The server must show it behind its own.
    #[arg(long, value_name = "FILE", requires = "address")]
    pub(in crate::cli) issuer: Option<PathBuf>,
    /// Write a letter of one page to print and hand over: whose it is, until when it counts, the code, and the
    /// invitation as a picture that the phone reads. A file that is there is never overwritten.
    #[arg(long, value_name = "FILE.html", requires = "address")]
    pub(in crate::cli) letter: Option<PathBuf>,
    /// Print the picture although the output is no terminal; a terminal shows it anyway.
    #[arg(long, requires = "address")]
    pub(in crate::cli) qr: bool,
}

/// A paper with an address that no phone takes is found out in the village.
fn address(text: &str) -> Result<String, String> {
    let host = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let whole = host.is_some_and(|host| {
        !host.is_empty() && !host.starts_with('/') && !host.contains(|c: char| c == '#' || c.is_whitespace())
    });
    if whole { Ok(text.to_owned()) } else { Err("an address such as https://sambang.example".to_owned()) }
}
