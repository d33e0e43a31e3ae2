//! Making a phone the device of a person.

use std::sync::Arc;

use ed25519_dalek::SigningKey;
use sambang_domain::people::Person;
use sambang_domain::programme::Programme;
use sambang_domain::wire::v1::{EnrolmentReply, EnrolmentRequest, Province};
use zeroize::Zeroizing;

use super::reopened::note_lock;
use super::vault::{Label, Owner, Pin, Vault};
use super::{Device, DeviceError, Setup};
use crate::platform::random_bytes;
use crate::store::{self, Heard, Identity, Key, Store, StoreKey};
use crate::sync::{Address, Client, Credentials};

/// A device that the province has registered and that has no PIN yet. Nothing is on disk.
pub struct Enrolment {
    reply: EnrolmentReply,
    identity: Identity,
}

/// Reads the one text that invites a device: `sambang:https://host#CODE`, or address and code with
/// a space between.
#[must_use]
pub fn parse_invitation(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let plain = text.strip_prefix("sambang:").unwrap_or(text);
    let (server, code) = plain.split_once('#').or_else(|| plain.split_once(char::is_whitespace))?;
    let code = tidy(code);
    Address::parse(server).ok()?;
    (code.len() == CODE_LETTERS).then(|| (server.trim().to_owned(), code))
}

/// Letters and digits of an enrolment code.
const CODE_LETTERS: usize = 8;

/// Takes out what people put between the groups of a code.
fn tidy(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase()
}

/// Registers this device with the code from the office.
///
/// # Errors
/// When the address is none, the server cannot be reached or it refuses the code.
pub async fn enrol(setup: &Setup, server: &str, code: &str) -> Result<Enrolment, DeviceError> {
    let address = Address::parse(server)?;
    let server = address.as_str().to_owned();
    let client = Client::new(setup.transport()?, address, None);
    let seed = Zeroizing::new(random_bytes::<32>());
    let key = SigningKey::from_bytes(&seed);
    let request = EnrolmentRequest {
        code: tidy(code),
        device_key: hex::encode(key.verifying_key().as_bytes()),
        device_name: String::new(),
        app_version: setup.app_version.clone(),
        device: None,
        person: None,
    };
    let reply = client.enrol(&request).await?;
    let identity = Identity {
        device: reply.device,
        token: reply.token.clone(),
        signing_seed: Zeroizing::new(hex::encode(seed.as_slice())),
        person: reply.person.clone(),
        province: reply.province.clone(),
        server,
    };
    identity.receipt_key().ok_or(DeviceError::NotEnrolled)?;
    Ok(Enrolment { reply, identity })
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

    /// The programmes that run.
    #[must_use]
    pub fn programmes(&self) -> &[Programme] {
        &self.reply.programmes
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
        let label = Label {
            person_name: self.identity.person.name.clone(),
            office: self.identity.person.office.clone(),
            device: self.identity.device,
            server: self.identity.server.clone(),
            pass: self.reply.pass.clone(),
        };
        // Last, because the key file is what makes the device enrolled.
        let (owner, chip) = (Owner::of(&self.identity), setup.phone.hardware_key());
        let vault = Vault::create(&setup.folder, label, pin, &key, &owner, chip)?;
        note_lock(&store, &vault)?;
        Device::new(setup, store)
    }
}

impl Device {
    /// Enrols this device again with its old key and a fresh code of its person: the province does not know it
    /// any more, or has blocked it. Store, drafts, seals and their chain stay as they are.
    ///
    /// # Errors
    /// When the code is another person's, the server refuses or cannot be reached; then nothing changed.
    pub async fn enrol_again(&self, code: &str) -> Result<(), DeviceError> {
        let mut identity = self.identity()?;
        let key = identity.signing_key().ok_or(DeviceError::IdentityDamaged)?;
        let client = Client::new(Arc::clone(&self.inner.transport), Address::parse(&identity.server)?, None);
        let request = EnrolmentRequest {
            code: tidy(code),
            device_key: hex::encode(key.verifying_key().as_bytes()),
            device_name: String::new(),
            app_version: self.inner.app_version.clone(),
            device: Some(identity.device),
            person: Some(identity.person.id),
        };
        let reply = client.enrol(&request).await?;
        let same = (identity.person.id, &identity.province.receipt_key, identity.device)
            == (reply.person.id, &reply.province.receipt_key, reply.device);
        let receipt_key = identity.receipt_key().filter(|_| same).ok_or(DeviceError::OtherProvince)?;
        let store = &self.inner.store;
        for programme in &reply.programmes {
            store.add_programme(programme)?;
        }
        if let Some(history) = &reply.history {
            store.enter(history)?;
        }
        if let Some(pass) = &reply.pass {
            store.keep_pass(pass)?;
        }
        identity.token = reply.token;
        identity.person = reply.person;
        store.set_value(Key::Identity, &identity)?;
        self.inner.engine.renew(Credentials { token: identity.token, receipt_key });
        tracing::info!("the device was enrolled again");
        self.sync_now()
    }
}

#[cfg(test)]
mod tests {
    use super::parse_invitation;

    #[test]
    fn one_text_holds_address_and_code() {
        let expected = Some(("https://a.example".to_owned(), "KX7M4P2D".to_owned()));
        for text in
            ["sambang:https://a.example#KX7M4P2D", "https://a.example kx7m 4p2d", " https://a.example#kx7m-4p2d "]
        {
            assert_eq!(parse_invitation(text), expected, "{text}");
        }
        for text in ["", "KX7M4P2D", "https://a.example", "http://a.example KX7M4P2D", "https://a.example KX7M"] {
            assert_eq!(parse_invitation(text), None, "{text}");
        }
    }
}
