//! Sending what the device has sealed and fetching what the province has to say.
//!
//! One [`Engine::run`] pushes every open outbox entry (documents first, photos after), asks for
//! receipts and pulls changes. An entry is closed only by a receipt that the province signed and
//! this device verified. One bad record never blocks the others, whoever refuses it; nothing is dropped;
//! where a connection breaks, the next attempt goes on at the byte where the server stopped.
//!
//! A run begins with asking whether the province's store is still the history that this device knows. If it was
//! put back from a backup, everything it confirmed is asked for once more, and what it lacks is sent again.
//!
//! ```text
//!  document --PUT--> 201/200 + receipt --+--> attachments: create/HEAD --PATCH--> 204
//!                                        |                     ^  cut, 409 --HEAD--|
//!                                        +--> receipt again: held 4 of 4 -> closed
//! ```

mod address;
mod area;
mod area_entry;
mod client;
mod connection;
mod courier;
mod device_keys;
mod engine;
mod failure;
mod filters;
mod history;
mod http;
mod issuer;
mod leaving;
mod progress;
mod province;
mod pull;
mod push;
mod recovery;
mod reports;
mod returns;
mod reviews;
mod run;
mod tokens;
mod transport;
mod upload;

pub use address::{Address, AddressError};
pub use client::{Client, Credentials};
pub use courier::{Courier, Errand};
pub use engine::{Engine, RunOutcome};
pub use failure::{CertificateFault, Failure, Recovery};
pub use http::HttpTransport;
pub use progress::{Progress, SyncEvent};
pub use recovery::{AnswerKey, OpenedLock, Opening, SealedLock};
pub use transport::{Answer, Exchange, Method, Request, Transport};
