//! Making a phone the device of a person.

use std::sync::Arc;

use ed25519_dalek::SigningKey;
use sambang_domain::people::Person;
use sambang_domain::programme::Programme;
use sambang_domain::wire::v1::invitation::{Fingerprint, Invitation};
use sambang_domain::wire::v1::{EnrolmentReply, EnrolmentRequest, Province};
use zeroize::Zeroizing;

use super::lock_state::note_chip;
use super::reopened::note_lock;
use super::vault::{Label, Owner, Pin, Vault, alone, nickname};
use super::{Device, DeviceError, Setup};
use crate::platform::random_bytes;
use crate::store::{self, Heard, Identity, Key, Store, StoreError, StoreKey};
use crate::sync::{Address, Client, Credentials};

/// A device that the province has registered and that has no PIN yet. Nothing is on disk.
pub struct Enrolment {
    reply: EnrolmentReply,
    identity: Identity,
    to_compare: Option<String>,
    nickname: Option<String>,
}

/// Registers this device with an invitation of the office. The province's fingerprint takes a fifth of a second on a
/// phone: not on the screen's thread.
///
/// # Errors
/// When the address is none, the server cannot be reached, it refuses the code, or it is not the one that the
/// invitation means ([`DeviceError::FakeServer`]).
pub async fn enrol(setup: &Setup, invitation: &Invitation) -> Result<Enrolment, DeviceError> {
    let address = Address::parse(&invitation.server)?;
    let client = Client::new(setup.transport(invitation.issuer.as_ref())?, address.clone(), None);
    let seed = Zeroizing::new(random_bytes::<32>());
    let key = SigningKey::from_bytes(&seed);
    let request = EnrolmentRequest {
        host: address.host(),
        province: invitation.province.as_ref().map(ToString::to_string),
        ..EnrolmentRequest::new(&invitation.code, &key, &setup.app_version)
    };
    let reply = client.enrol(&request.signed(&key).map_err(StoreError::from)?).await?;
    let identity = Identity {
        device: reply.device,
        token: reply.token.clone(),
        token_since: Some(reply.server_time),
        earlier_tokens: Vec::new(),
        signed_answers: false,
        signing_seed: Zeroizing::new(hex::encode(seed.as_slice())),
        person: reply.person.clone(),
        province: reply.province.clone(),
        server: address.as_str().to_owned(),
        issuer: invitation.issuer.clone(),
    };
    identity.receipt_key().ok_or(DeviceError::NotEnrolled)?;
    let fingerprint = Fingerprint::of(&reply.province).ok_or(DeviceError::FakeServer)?;
    let to_compare = match &invitation.province {
        Some(invited) if *invited == fingerprint => None,
        Some(_) => return Err(DeviceError::FakeServer),
        None => Some(fingerprint.compared()),
    };
    Ok(Enrolment { reply, identity, to_compare, nickname: None })
}

impl Enrolment {
    /// Who the code belongs to.
    #[must_use]
    pub fn person(&self) -> &Person {
        &self.reply.person
    }

    /// The province.
    #[must_use]
    pub fn province(&self) -> &Province {
        &self.reply.province
    }

    /// Eight letters that the person compares with the office's letter, because a code that was typed alone does
    /// not tell whose server took it; none when the invitation told.
    #[must_use]
    pub fn to_compare(&self) -> Option<&str> {
        self.to_compare.as_deref()
    }

    /// The programmes that run.
    #[must_use]
    pub fn programmes(&self) -> &[Programme] {
        &self.reply.programmes
    }

    /// The same, greeted with a nickname. It is all of a person that can be read before the PIN.
    #[must_use]
    pub fn with_nickname(self, typed: &str) -> Self {
        Self { nickname: nickname(typed), ..self }
    }

    /// Makes the store and locks it with `pin`. Argon2id takes about half a second on a phone: not
    /// on the screen's thread.
    ///
    /// A folder that holds a store already is refused when it has a key file; a store whose key
    /// file is gone is set aside.
    ///
    /// # Errors
    /// [`DeviceError::AlreadyEnrolled`], or the folder cannot be written.
    pub fn finish(self, setup: &Setup, pin: &Pin) -> Result<Device, DeviceError> {
        std::fs::create_dir_all(&setup.folder).map_err(store::StoreError::from)?;
        let _alone = alone();
        if Vault::load(&setup.folder)?.is_some() {
            return Err(DeviceError::AlreadyEnrolled);
        }
        store::set_aside(&setup.folder, store::FILE_NAME)?;
        let key = StoreKey::new(random_bytes());
        let store = Store::open(&setup.folder, &key)?;
        for programme in &self.reply.programmes {
            store.add_programme(programme)?;
        }
        let (server, device) = (self.reply.server_time, setup.clock.now());
        store.hear(&Heard { server, device, running_ms: setup.clock.running_ms() })?;
        store.set_value(Key::Identity, &self.identity)?;
        if let Some(history) = &self.reply.history {
            store.enter(history)?;
        }
        if let Some(pass) = &self.reply.pass {
            store.keep_pass(pass)?;
        }
        let label = Label { nickname: self.nickname, ..Label::new(&self.identity, self.reply.pass.clone()) };
        // Last, because the key file is what makes the device enrolled.
        let (owner, chip) = (Owner::of(&self.identity), setup.phone.hardware_key());
        let vault = Vault::create(&setup.folder, label, pin, &key, &owner, chip)?;
        note_lock(&store, &vault)?;
        note_chip(setup, &vault, &store)?;
        Device::new(setup, store, key)
    }
}

impl Device {
    /// Enrols this device again with its old key and a fresh code of its person: the province does not know it
    /// any more, or has blocked it. Store, drafts, seals and their chain stay as they are.
    ///
    /// # Errors
    /// When the code is another person's, the server refuses or cannot be reached; then nothing changed.
    pub async fn enrol_again(&self, code: &str) -> Result<(), DeviceError> {
        // The province may have changed its keys while it knew this device no more.
        if let Err(error) = self.inner.engine.ask_province().await {
            tracing::info!(%error, "the province was not asked for its statements");
        }
        let mut identity = self.identity()?;
        let key = identity.signing_key().ok_or(DeviceError::IdentityDamaged)?;
        let address = Address::parse(&identity.server)?;
        let client = Client::new(Arc::clone(&self.inner.transport), address.clone(), None);
        let request = EnrolmentRequest {
            device: Some(identity.device),
            person: Some(identity.person.id),
            host: address.host(),
            province: Fingerprint::of(&identity.province).map(|print| print.to_string()),
            ..EnrolmentRequest::new(code, &key, &self.inner.app_version)
        };
        let reply = client.enrol(&request.signed(&key).map_err(StoreError::from)?).await?;
        let same = (identity.person.id, &identity.province.receipt_key, identity.device)
            == (reply.person.id, &reply.province.receipt_key, reply.device);
        if !same {
            return Err(DeviceError::OtherProvince);
        }
        let store = &self.inner.store;
        for programme in &reply.programmes {
            store.add_programme(programme)?;
        }
        if let Some(history) = &reply.history {
            // The newest mark stays: the next report shows it, and so whether files of the store were put back.
            store.enter_epoch(history.epoch)?;
        }
        if let Some(pass) = &reply.pass {
            store.keep_pass(pass)?;
        }
        (identity.token, identity.token_since) = (reply.token, Some(reply.server_time));
        identity.earlier_tokens.clear();
        identity.person = reply.person;
        store.set_value(Key::Identity, &identity)?;
        self.inner.engine.renew(Credentials::of(&identity).ok_or(DeviceError::IdentityDamaged)?);
        tracing::info!("the device was enrolled again");
        self.sync_now()
    }
}
