//! Commands about the province's keys.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum KeysCommand {
    /// Tell the public keys, the letters that people compare, and the devices whose locks may still be sealed to an
    /// earlier recovery key.
    Show,
    /// Change a key, and tell all devices by a statement that the one before signs. The server must be stopped.
    Rotate {
        #[command(subcommand)]
        key: RotateCommand,
    },
    /// Make a recovery key, write it down in a folder, and print its public half for `init --recovery-public`.
    Recovery {
        /// Where it is written: a stick that goes into a safe.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Write three shares in place of the key; any two of them give it. Keep them in three places.
        #[arg(long)]
        shares: bool,
    },
    /// Put two shares together and write the key for `--recovery-key`. Prints its public half.
    Join {
        /// The files of two shares.
        #[arg(required = true, num_args = 2, value_name = "SHARE")]
        shares: Vec<PathBuf>,
        /// Where the key is written; take it away afterwards.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RotateCommand {
    /// The key that signs receipts. The one before is deleted.
    Receipt,
    /// The key that opens forgotten PINs. The one before is kept, with a number behind its name, because locks are
    /// sealed to it until every phone has synced.
    Recovery {
        /// Public half of a key that was made elsewhere, 64 hexadecimal digits. Its secret half is put where the
        /// recovery key lies when it is needed.
        #[arg(long, value_name = "HEX")]
        public: Option<String>,
    },
}
