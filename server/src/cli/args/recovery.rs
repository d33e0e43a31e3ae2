//! Commands about recoveries that wait for the office.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Subcommand;
use sambang_domain::ids::DeviceId;
use sambang_server::WhichRecovery;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RecoveryCommand {
    /// List every recovery that ever waited: number, state, device, when it was asked, from when it may be answered,
    /// when it ends, who wrote the code, and whose device it is with the work area.
    List,
    /// Open the lock and keep the answer for the phone, which fetches it when it asks again.
    Answer {
        /// Its number, or the device.
        #[arg(value_name = "NUMBER|DEVICE", value_parser = which)]
        which: WhichRecovery,
        /// The recovery key on a stick, or two shares of it (the option twice). It is written down nowhere [default:
        /// the key that the server has].
        #[arg(long, value_name = "FILE", num_args = 1)]
        key: Vec<PathBuf>,
    },
    /// Refuse it; the phone says so.
    Refuse {
        /// Its number, or the device.
        #[arg(value_name = "NUMBER|DEVICE", value_parser = which)]
        which: WhichRecovery,
        /// Why, for who looks at the store later.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Tell what the office has set, and set it. The running server heeds it at once.
    Rules {
        /// Hours before which no request is answered.
        #[arg(long, value_name = "HOURS")]
        delay: Option<u16>,
        /// Days after which a request that waits is over.
        #[arg(long, value_name = "DAYS")]
        days: Option<u16>,
        /// Whether somebody else answers than who wrote the code: yes or no [default: yes where the key is brought].
        #[arg(long, value_name = "WORD", value_parser = yes_or_no)]
        two_persons: Option<bool>,
    },
}

fn which(text: &str) -> Result<WhichRecovery, String> {
    let numbered = text.parse().map(WhichRecovery::Numbered).ok();
    let found = numbered.or_else(|| DeviceId::from_str(text).map(WhichRecovery::Of).ok());
    found.ok_or_else(|| "a number from `recovery list`, or the id of a device".to_owned())
}

fn yes_or_no(word: &str) -> Result<bool, String> {
    match word {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("yes or no".to_owned()),
    }
}
