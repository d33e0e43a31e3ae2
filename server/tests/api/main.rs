//! The server over real HTTP: in this process on a free port, and as the real program where
//! processes are killed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop the run"
)]

mod actors;
mod area;
mod assignments;
mod audit;
mod backups;
mod chains;
mod changes;
mod clocks;
mod connections;
mod couriers;
mod database;
mod desk;
mod device;
mod disk_full;
mod enrolments;
mod filters;
mod history;
mod https;
mod invitations;
mod kill;
mod letter;
mod limits;
mod list_books;
mod list_output;
mod list_texts;
mod lists;
mod long_lists;
mod matrix;
mod openapi;
mod photos;
mod process;
mod program;
mod proofs;
mod protocol;
mod quarantine;
mod quotas;
mod reading;
mod recoveries;
mod recovery_codes;
mod recovery_key;
mod reports;
mod reviews;
mod revisions;
mod rotation;
mod scrub;
mod store;
mod store_gone;
mod strangers;
mod thumbnails;
mod tus;
mod uploads;
mod verify;
mod verify_reviews;
mod verify_rows;
mod waiting;
mod whole;
mod witnesses;
mod world;
