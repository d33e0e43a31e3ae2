//! Where a server keeps its data, where it listens, and how much it takes.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use sambang_domain::filter::Cost;
use sambang_domain::ids::Timestamp;

use crate::address::Proxies;
use crate::clock::Clock;

/// Days without a word of the server after which devices close what they hold, where the office says nothing else.
pub const LEASE_DAYS: u16 = 14;
/// Who acts where neither a device nor a named person does.
pub(crate) const SERVER: &str = "server";

/// How a server is set up.
#[derive(Debug, Clone)]
pub struct Config {
    /// Files of the database, the attachments and the keys.
    pub store: PathBuf,
    /// Where the recovery key lies, when it is not kept with the other keys of the store. While the file is
    /// away, everything works but recoveries.
    pub recovery_key: Option<PathBuf>,
    /// Public half of a recovery key that was made apart, 64 hexadecimal digits; used only when the store is created,
    /// which then makes none.
    pub recovery_public: Option<String>,
    /// Who acts where no device does; goes into the audit log.
    pub actor: String,
    /// Address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Two-digit code of the province; used only when the store is created.
    pub province: String,
    /// Name of the province's office; used only when the store is created.
    pub office: String,
    /// The server's clock.
    pub clock: Clock,
    /// Limits on requests, uploads and codes.
    pub limits: Limits,
    /// Proxies in front of the server that set `x-forwarded-for`.
    pub proxies: Proxies,
    /// Names by which the server is asked, without port; none stands for any name.
    pub hosts: Vec<String>,
    /// The certificate for HTTPS.
    pub tls: Option<TlsFiles>,
    /// Whether HTTP without encryption is meant, though other machines can reach the server.
    pub plain_http: bool,
    /// The office has decided to make no backups: phones then free their room without waiting for one.
    pub without_backups: bool,
    /// Days without a word of this server after which devices close what they hold of it.
    pub lease_days: u16,
}

/// A certificate and its key, each in PEM. They are read again when they change.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The server's certificate and those above it.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

impl Config {
    /// A server on a free local port with its data in `store`, for province Lampung.
    #[must_use]
    pub fn new(store: impl Into<PathBuf>) -> Self {
        Self {
            store: store.into(),
            recovery_key: None,
            recovery_public: None,
            actor: SERVER.to_owned(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            province: "18".to_owned(),
            office: "Dinas Koperasi dan UKM Provinsi Lampung".to_owned(),
            clock: Clock::system(),
            limits: Limits::default(),
            proxies: Proxies::default(),
            hosts: Vec::new(),
            tls: None,
            plain_http: false,
            without_backups: false,
            lease_days: LEASE_DAYS,
        }
    }

    /// Whether nobody on the way can read along, or that is meant.
    pub(crate) fn may_be_plain(&self) -> bool {
        let behind_proxy = self.proxies.every_peer || !self.proxies.ranges.is_empty();
        self.plain_http || behind_proxy || self.listen.ip().to_canonical().is_loopback()
    }
}

/// The limits of a server.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a sealed revision.
    pub revision_bytes: u64,
    /// Bytes of any other JSON body.
    pub message_bytes: u64,
    /// Bytes of one attachment.
    pub attachment_bytes: u64,
    /// Requests a device may make at once.
    pub device_burst: u32,
    /// Requests a device may make per second over longer times.
    pub device_per_second: u32,
    /// Wrong codes or tokens that one address may send at once. Right ones do not count, so that
    /// a whole office behind one address can enrol.
    pub failures_burst: u32,
    /// Wrong codes or tokens that one address may send per minute over longer times.
    pub failures_per_minute: u32,
    /// Wrong codes that all addresses together may send at once before each is refused after its first.
    pub all_failures_burst: u32,
    /// The same per minute over longer times.
    pub all_failures_per_minute: u32,
    /// Connections that may be open at once; fewer where the system allows fewer open files.
    pub connections: usize,
    /// Connections that one address may have open at once, at most half of all.
    pub connections_per_address: usize,
    /// How long a connection may be open before its first byte.
    pub first_byte: Duration,
    /// How long a connection may move no byte in either direction. Longer than `stall`, so that a body that stands
    /// still is answered.
    pub idle: Duration,
    /// Revisions of one person's blocked devices that wait to be looked at; more than phones ever hold unsent.
    pub quarantine_per_person: u64,
    /// Revisions of one blocked device that wait to be looked at.
    pub quarantine_per_device: u64,
    /// Revisions of a person that came under a number that other bytes had.
    pub conflicts_per_person: u64,
    /// Uploads that one device has begun and not finished.
    pub uploads_per_device: u64,
    /// How long a body may stand still before the request is ended.
    pub stall: Duration,
    /// How long the head of a request may take.
    pub head: Duration,
    /// How long requests under way may take after the server was told to stop.
    pub shutdown: Duration,
    /// Bytes that must be free for a photo to be taken. Documents are taken with less, so that they are not
    /// held up by photos.
    pub photo_room: u64,
    /// Bytes that must be free for a sealed document or a decision to be taken.
    pub document_room: u64,
    /// Bytes that must be free for anything to be written: they are kept for the database's own log.
    pub log_room: u64,
    /// How long an unfinished upload is kept.
    pub upload_ms: i64,
    /// How long a token holds after the device's last report, or after it was given.
    pub token_ms: i64,
    /// How long a request may be signed over a nonce after the server gave it.
    pub nonce_ms: i64,
    /// How long an enrolment code can be used.
    pub code_ms: i64,
    /// What a guess at a NIK costs whoever has a filter, and every question a phone.
    pub filter_cost: Cost,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            revision_bytes: 1024 * 1024,
            message_bytes: 64 * 1024,
            attachment_bytes: 4 * 1024 * 1024,
            device_burst: 600,
            device_per_second: 50,
            failures_burst: 20,
            failures_per_minute: 10,
            all_failures_burst: 300,
            all_failures_per_minute: 60,
            connections: 4096,
            connections_per_address: 512,
            first_byte: Duration::from_secs(20),
            idle: Duration::from_secs(75),
            quarantine_per_person: 4000,
            quarantine_per_device: 2000,
            conflicts_per_person: 500,
            uploads_per_device: 2000,
            stall: Duration::from_secs(60),
            head: Duration::from_secs(60),
            shutdown: Duration::from_secs(20),
            photo_room: 256 * MIB,
            document_room: 64 * MIB,
            log_room: 32 * MIB,
            upload_ms: 14 * DAY_MS,
            token_ms: 180 * DAY_MS,
            nonce_ms: 15 * 60 * 1000,
            code_ms: DAY_MS,
            filter_cost: Cost::USUAL,
        }
    }
}

const MIB: u64 = 1024 * 1024;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Limits {
    /// When an upload begun at `now` is given up.
    pub(crate) fn upload_expiry(&self, now: Timestamp) -> Timestamp {
        now.plus_ms(self.upload_ms)
    }

    /// When a code written at `now` can no longer be used.
    pub(crate) fn code_expiry(&self, now: Timestamp) -> Timestamp {
        now.plus_ms(self.code_ms)
    }
}
