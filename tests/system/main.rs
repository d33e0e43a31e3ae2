//! System tests: the real app core against the real server over real HTTP. Only faults are simulated.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    unreachable_pub,
    reason = "a test may stop the run"
)]

mod answers;
mod assignments;
mod backup;
mod backup_content;
mod behind;
mod captions;
mod clear;
mod clocks;
mod courier;
mod damaged;
mod duplicates;
mod enrolment;
mod faults;
mod handset;
mod inbox;
mod leaving;
mod lies;
mod locks;
mod lookup;
mod memory;
mod middlebox;
mod moved;
mod network;
mod phone;
mod pictures;
mod promises;
mod proxy;
mod restored;
mod returns;
mod reviewer;
mod reviews;
mod rotation;
mod safety;
mod scan;
mod sections;
mod tablets;
mod tcp;
mod tls;
mod tokens;
mod unsendable;
mod visit;
mod waiting;
mod walk;
mod witness;
mod world;
