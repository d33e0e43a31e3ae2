//! The courier's errand: what lies in the postbox goes to the province, with a key that can do nothing else.
//!
//! It keeps no receipt. What it heard is noted so that the next errand does not begin anew; the unlocked app finds out
//! by the ordinary protocol, where everything may be sent again.

use std::sync::{Arc, Mutex, PoisonError};

use sambang_domain::ids::Digest;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::Receipt;

use super::run::Run;
use super::upload::{Ledger, OnSent, Upload};
use super::{Address, Client, Credentials, Failure, Recovery, Transport};
use crate::postbox::{Item, Journal, Kind, Noted, Postbox};

/// How often an errand begins anew because the province's store was put back meanwhile.
const ANEW: u32 = 4;

/// How an errand ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// Nothing is left that a courier can do.
    Done,
    /// Something is left; it may succeed later.
    Later,
    /// It is no use to try again before the app was unlocked.
    UntilUnlocked,
    /// The app sends itself, or another errand is under way.
    Stopped,
}

/// Brings what lies in a postbox.
pub struct Courier {
    client: Client,
    postbox: Postbox,
    journal: Mutex<Journal>,
}

/// Why an errand does not go on.
enum End {
    /// The store was put back: what was noted counts no more.
    Anew,
    Errand(Errand),
}

impl Courier {
    /// The courier of a postbox; none without a label that can be read.
    #[must_use]
    pub fn new(postbox: Postbox, transport: Arc<dyn Transport>) -> Option<Self> {
        let label = postbox.label()?;
        let credentials = Credentials::of_courier(&label)?;
        let client = Client::new(transport, Address::parse(&label.server).ok()?, Some(credentials));
        let journal = Mutex::new(postbox.journal());
        Some(Self { client, postbox, journal })
    }

    /// Brings what can be brought. Dropping it ends it at any point.
    pub async fn run(&self) -> Errand {
        let Ok(Some(_turn)) = self.postbox.turn().take() else { return Errand::Stopped };
        let app = self.postbox.turn();
        tokio::select! {
            biased;
            () = app.until_the_app_sends() => Errand::Stopped,
            errand = self.bring() => errand,
        }
    }

    async fn bring(&self) -> Errand {
        for _ in 0..ANEW {
            match self.bring_all().await {
                Ok(left) => return if left { Errand::Later } else { Errand::Done },
                Err(End::Errand(errand)) => return errand,
                Err(End::Anew) => {}
            }
        }
        Errand::Later
    }

    /// Tries every item once; true when something is left that may be tried again.
    async fn bring_all(&self) -> Result<bool, End> {
        let (mut run, mut left) = (Run::default(), false);
        let items = self.postbox.items()?;
        for item in &items {
            if self.journal(|journal| journal.is_settled(item)) || self.waits(item, &items) {
                continue;
            }
            let brought = match item.kind {
                Kind::Document => self.bring_document(item).await?,
                Kind::Photo(sha256) => self.bring_photo(item, sha256).await,
            };
            match brought {
                Ok(()) => run.answered(),
                Err(failure) => left |= self.settle(item, failure, &mut run)?,
            }
        }
        Ok(left)
    }

    /// A photo goes after its document, and alone when the province had that before.
    fn waits(&self, item: &Item, items: &[Item]) -> bool {
        let document = item.document();
        match self.journal(|journal| journal.of(&document).cloned()) {
            _ if *item == document => false,
            Some(noted) => noted != Noted::Sent,
            None => items.contains(&document),
        }
    }

    async fn bring_document(&self, item: &Item) -> Result<Result<(), Failure>, End> {
        let Some((bytes, signature)) = self.postbox.document(item) else { return Ok(Ok(self.throw_away(item)?)) };
        let sent = self.client.put_revision(item.survey, item.revision, bytes, &signature, None).await;
        let receipt = match sent {
            Ok(receipt) => receipt.payload,
            Err(failure) => return Ok(Err(failure)),
        };
        let another = match receipt.epoch {
            Some(epoch) => self.journal(|journal| journal.enter(epoch))?,
            None => false,
        };
        self.hear(item, &receipt)?;
        if another { Err(End::Anew) } else { Ok(Ok(())) }
    }

    /// Notes what a receipt says. What lies in quarantine waits for people.
    fn hear(&self, item: &Item, receipt: &Receipt) -> Result<(), End> {
        let came = if receipt.is_quarantined() { Noted::Refused } else { Noted::Sent };
        self.note(item, came)?;
        for held in receipt.attachments.iter().filter(|photo| photo.held) {
            self.note(&Item { kind: Kind::Photo(held.sha256), ..*item }, Noted::Sent)?;
        }
        Ok(())
    }

    async fn bring_photo(&self, item: &Item, sha256: Digest) -> Result<(), Failure> {
        let Some(bytes) = self.postbox.photo(item, sha256) else { return self.throw_away(item).map_err(failed) };
        let begun = match self.journal(|journal| journal.of(item).cloned()) {
            Some(Noted::Begun(target)) => Some(target.unwrap_or_default()),
            _ => None,
        };
        let ledger = PostboxLedger { courier: self, item };
        if begun.is_none() {
            ledger.note("", 0)?;
        }
        Upload::new(&self.client, &ledger, item.survey, sha256, bytes, begun).run().await?;
        self.journal(|journal| journal.note(item, Noted::Sent)).map_err(failed)
    }

    /// Somebody changed the file, or half of it was written: the device puts it in again.
    fn throw_away(&self, item: &Item) -> std::io::Result<()> {
        tracing::warn!("a file of the postbox is not whole and is thrown away");
        self.postbox.remove(item)?;
        self.journal(|journal| journal.note(item, Noted::Refused))
    }

    /// Notes what came of an item; true when it may be tried again.
    fn settle(&self, item: &Item, failure: Failure, run: &mut Run) -> Result<bool, End> {
        tracing::info!(error = %failure, "the courier left something");
        let document = item.document();
        if failure.refused_with() == Some(&ErrorCode::AttachmentUnknown) && self.is_sent(&document) {
            // The province confirmed the document that names it, and does not know it any more.
            self.journal(|journal| journal.forget(&document))?;
            return Err(End::Anew);
        }
        match failure {
            Failure::Revoked(_) => {
                self.postbox.empty()?;
                return Err(End::Errand(Errand::UntilUnlocked));
            }
            // The province has another key, which only the unlocked app may learn of; or somebody lies.
            Failure::Unproven => return Err(End::Errand(Errand::UntilUnlocked)),
            _ => {}
        }
        match failure.recovery() {
            Recovery::NeedsPerson(_) => {
                self.note(item, Noted::Refused)?;
                run.answered();
                Ok(false)
            }
            Recovery::SignInAgain | Recovery::UpdateApp => Err(End::Errand(Errand::UntilUnlocked)),
            Recovery::RetryEntry(_) | Recovery::RetryOnWay(_) | Recovery::RetryLater(_) => {
                run.note(failure).map(|()| true).map_err(|_| End::Errand(Errand::Later))
            }
        }
    }

    fn is_sent(&self, document: &Item) -> bool {
        self.journal(|journal| journal.of(document) == Some(&Noted::Sent))
    }

    fn note(&self, item: &Item, noted: Noted) -> Result<(), End> {
        Ok(self.journal(|journal| journal.note(item, noted))?)
    }

    fn journal<T>(&self, work: impl FnOnce(&mut Journal) -> T) -> T {
        work(&mut self.journal.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Keeps in the journal where an upload is.
struct PostboxLedger<'a> {
    courier: &'a Courier,
    item: &'a Item,
}

impl Ledger for PostboxLedger<'_> {
    fn note(&self, target: &str, _: u64) -> Result<(), Failure> {
        let target = Some(target.to_owned()).filter(|target| !target.is_empty());
        self.courier.journal(|journal| journal.note(self.item, Noted::Begun(target))).map_err(failed)
    }

    fn on_sent(&self, _: u64) -> Option<OnSent> {
        None
    }
}

/// A full or broken disk: the errand ends, and nothing was noted.
fn failed(error: std::io::Error) -> Failure {
    Failure::Store(error.into())
}

impl From<std::io::Error> for End {
    fn from(error: std::io::Error) -> Self {
        tracing::warn!(%error, "the postbox cannot be read or written");
        Self::Errand(Errand::Later)
    }
}
