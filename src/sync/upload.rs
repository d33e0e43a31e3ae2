//! One attachment to the server by tus 1.0, from the byte where it stopped.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::wire::ErrorCode;

use super::transport::{METHOD_OVERRIDE, Method, Request};
use super::{Client, Failure};

const TUS: (&str, &str) = ("tus-resumable", "1.0.0");

/// After this many breaks in a row without a new byte the upload is left for later.
const FRUITLESS: u32 = 3;

/// Who keeps how far an upload has come.
pub(super) trait Ledger: Sync {
    /// Keeps where the server has it, empty for nowhere, and how much of it, so that a killed app resumes there.
    fn note(&self, target: &str, sent: u64) -> Result<(), Failure>;

    /// Told how many bytes have left the device, beside those before `offset`.
    fn on_sent(&self, offset: u64) -> Option<OnSent>;
}

/// What [`Request::on_sent`] takes.
pub(super) type OnSent = Arc<dyn Fn(u64) + Send + Sync>;

/// One attachment on its way.
pub(super) struct Upload<'a> {
    client: &'a Client,
    ledger: &'a dyn Ledger,
    survey: SurveyId,
    sha256: Digest,
    bytes: Vec<u8>,
    /// Where the server keeps it; none before it is created.
    target: Option<String>,
    /// No byte of it was ever sent, so nothing is sent twice when all go with the creation.
    untried: bool,
    /// The most the server ever said it holds.
    best: u64,
    /// Breaks in a row without a new byte.
    fruitless: u32,
    /// Bytes are being added to what the server holds.
    adding: bool,
    /// Something on the way knows no PATCH, so bytes are added by POST.
    by_post: bool,
}

impl<'a> Upload<'a> {
    /// An upload of `bytes`, which have this digest. `target` is where the server keeps it, empty before it was told;
    /// none when nothing of it was ever sent.
    pub(super) fn new(
        client: &'a Client,
        ledger: &'a dyn Ledger,
        survey: SurveyId,
        sha256: Digest,
        bytes: Vec<u8>,
        target: Option<String>,
    ) -> Self {
        let untried = target.is_none();
        let target = target.filter(|target| !target.is_empty());
        let (best, fruitless, adding, by_post) = (0, 0, false, false);
        Self { client, ledger, survey, sha256, bytes, target, untried, best, fruitless, adding, by_post }
    }

    /// Goes on until the server says it has every byte, or until going on makes no sense.
    pub(super) async fn run(mut self) -> Result<(), Failure> {
        loop {
            self.adding = false;
            let failure = match self.advance().await {
                Ok(()) => return Ok(()),
                Err(failure) => failure,
            };
            let goes_on = self.turns_to_post(&failure) || goes_on(&failure);
            if !goes_on || self.fruitless >= FRUITLESS {
                return Err(failure);
            }
            self.fruitless += 1;
            if matches!(failure.refused_with(), Some(ErrorCode::UploadUnknown | ErrorCode::DigestDiffers)) {
                self.target = None;
                self.ledger.note("", 0)?;
            }
        }
    }

    /// Whether the rest goes by POST from here on: a PATCH was answered by somebody else, met silence, or
    /// broke for a second time without a byte that arrived.
    fn turns_to_post(&mut self, failure: &Failure) -> bool {
        let dropped = match failure {
            Failure::NotOurServer | Failure::TimedOut => true,
            Failure::Cut => self.fruitless > 0,
            _ => false,
        };
        let turns = self.adding && dropped && !self.by_post;
        self.by_post |= turns;
        turns
    }

    /// Asks where the upload stands, then sends the rest.
    async fn advance(&mut self) -> Result<(), Failure> {
        let (target, offset) = match self.target.clone() {
            Some(target) => match offset(self.client, &target).await {
                // Something on the way knows no HEAD, or the answer, which has no body, forbids without a reason.
                // Creating again tells the same.
                Err(Failure::NotOurServer) => self.create().await?,
                Err(failure) if failure.refused_with() == Some(&ErrorCode::RoleForbidden) => self.create().await?,
                offset => (target, offset?),
            },
            None => self.create().await?,
        };
        self.note(&target, offset)?;
        if offset == self.bytes.len() as u64 {
            return Ok(());
        }
        let method = if self.by_post { Method::Post } else { Method::Patch };
        let mut request = self.client.request(method, &target)?;
        request.headers.extend([(TUS.0, TUS.1.to_owned()), ("upload-offset", offset.to_string())]);
        if self.by_post {
            request.headers.push((METHOD_OVERRIDE, "PATCH".to_owned()));
        }
        self.adding = true;
        self.fill(&mut request, offset)?;
        let answer = self.client.send(request).await?;
        let sent = answer.number("upload-offset").filter(|_| answer.status == 204).ok_or(Failure::NotOurServer)?;
        self.note(&target, sent)?;
        if sent == self.bytes.len() as u64 { Ok(()) } else { Err(Failure::Cut) }
    }

    /// Creates the upload and tells where it stands. The digest makes this idempotent, and the server
    /// answers at which byte to go on. The first time all bytes go with it, which saves a round trip;
    /// afterwards only the answer tells which are missing.
    async fn create(&mut self) -> Result<(String, u64), Failure> {
        let encoded = |value: String| STANDARD.encode(value);
        let (sha256, survey) = (encoded(self.sha256.to_hex()), encoded(self.survey.to_string()));
        let mut request = self.client.request(Method::Post, "/v1/uploads")?;
        request.headers.extend([
            (TUS.0, TUS.1.to_owned()),
            ("upload-length", self.bytes.len().to_string()),
            ("upload-metadata", format!("sha256 {sha256},survey {survey}")),
        ]);
        if std::mem::take(&mut self.untried) {
            self.fill(&mut request, 0)?;
        }
        let answer = self.client.send(request).await?;
        let target = answer.header("location").map(str::to_owned);
        match (answer.status, target) {
            (201, Some(target)) => Ok((target, answer.number("upload-offset").unwrap_or(0))),
            _ => Err(Failure::NotOurServer),
        }
    }

    /// Gives a request the bytes from `offset` on.
    fn fill(&self, request: &mut Request, offset: u64) -> Result<(), Failure> {
        let rest = usize::try_from(offset).ok().and_then(|from| self.bytes.get(from..)).ok_or(Failure::NotOurServer)?;
        request.headers.push(("content-type", "application/offset+octet-stream".to_owned()));
        request.body = Arc::new(rest.to_vec());
        request.on_sent = self.ledger.on_sent(offset);
        Ok(())
    }

    /// Keeps what the server said, so that a killed app resumes there.
    fn note(&mut self, target: &str, offset: u64) -> Result<(), Failure> {
        if offset > self.best {
            (self.best, self.fruitless) = (offset, 0);
        }
        self.target = Some(target.to_owned());
        self.ledger.note(target, offset)
    }
}

async fn offset(client: &Client, target: &str) -> Result<u64, Failure> {
    let mut request = client.request(Method::Head, target)?;
    request.headers.push((TUS.0, TUS.1.to_owned()));
    let answer = client.send(request).await?;
    answer.number("upload-offset").filter(|_| answer.status < 300).ok_or(Failure::NotOurServer)
}

/// Failures after which asking again and going on makes sense within the same run.
fn goes_on(failure: &Failure) -> bool {
    match failure {
        Failure::Cut => true,
        Failure::Refused(problem, _) => {
            matches!(problem.code, ErrorCode::OffsetDiffers | ErrorCode::UploadUnknown | ErrorCode::DigestDiffers)
        }
        _ => false,
    }
}
