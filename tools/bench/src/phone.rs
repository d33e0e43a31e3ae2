//! A phone that is enrolled at the province, with a folder of its own.

use std::path::Path;
use std::sync::Arc;

use sambang::device::{self, Device, Invitation, Pin, Setup};
use sambang::platform::ManualClock;
use sambang::store::{self, Store, StoreKey};
use sambang::sync::{Address, AnswerKey, Client, HttpTransport, Opening, SealedLock};
use sambang_domain::ids::{DeviceId, Timestamp};
use sambang_domain::wire::v1::WaitsFor;
use serde_json::Value;

use crate::Outcome;
use crate::province::Province;

/// 15 April 2021, 09.31 in Lampung.
pub(crate) const MORNING: Timestamp = Timestamp(1_618_453_860_000);
const PIN: &str = "135790";
const KEY_FILE: &str = "sambang.key";

pub(crate) struct Phone {
    pub(crate) setup: Setup,
    /// Moves when a measurement needs another second.
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) pin: Pin,
    key: StoreKey,
}

impl Phone {
    /// Enrols a new person's phone that reaches the province at `url`.
    ///
    /// A bench fills stores with more than anybody types, so it needs the store's key. It gets it as
    /// a person does who forgot the PIN: from the province.
    pub(crate) async fn enrolled(folder: &Path, province: &Province, url: &str) -> Outcome<Self> {
        let clock = Arc::new(ManualClock::new(MORNING));
        let setup = Setup { clock: clock.clone(), ..Setup::new(folder.to_owned()) };
        let pin = Pin::parse(PIN)?;
        let person = province.facilitator()?;
        drop(device::enrol(&setup, &Invitation::alone(url, &province.code(&person)?)).await?.finish(&setup, &pin)?);

        let key_file = key_file(folder)?;
        let field = |at: &str| key_file.pointer(at).cloned().ok_or("the key file has another form");
        let device: DeviceId = serde_json::from_value(field("/label/device")?)?;
        let sealed = serde_json::from_value(field("/recovery")?)?;
        let lock = SealedLock { device, sealed, pass: None, opens: WaitsFor::Store };
        let client = Client::new(Arc::new(HttpTransport::new()?), Address::parse(url)?, None);
        let code = province.recovery_code(&device.to_string())?;
        let Opening::Opened(opened) = client.open_lock(&code, lock, &AnswerKey::new([6; 32])).await? else {
            return Err("the recovery waits".into());
        };
        Ok(Self { setup, clock, pin, key: opened.key })
    }

    /// The store alone. Only one of store and device can be open.
    pub(crate) fn store(&self) -> Outcome<Store> {
        Ok(Store::open(&self.setup.folder, &self.key)?)
    }

    /// The unlocked device.
    pub(crate) fn unlock(&self) -> Outcome<Device> {
        Ok(device::unlock(&self.setup, &self.pin)?)
    }

    /// Memory in KiB and passes of the PIN's Argon2id.
    pub(crate) fn stretching(&self) -> Outcome<(u32, u32)> {
        let key_file = key_file(&self.setup.folder)?;
        let number = |at: &str| key_file.pointer(at).and_then(Value::as_u64).ok_or("the key file has another form");
        Ok((number("/pin/memory_kib")?.try_into()?, number("/pin/passes")?.try_into()?))
    }

    /// A copy of everything on the phone, as a restored backup would be. The phone must be locked.
    pub(crate) fn twin(&self, folder: &Path) -> Outcome<Self> {
        std::fs::create_dir_all(folder)?;
        for file in std::fs::read_dir(&self.setup.folder)? {
            let file = file?;
            std::fs::copy(file.path(), folder.join(file.file_name()))?;
        }
        let setup = Setup { folder: folder.to_owned(), ..self.setup.clone() };
        Ok(Self { setup, clock: self.clock.clone(), pin: self.pin.clone(), key: self.key.clone() })
    }

    /// The same database without a cipher, at `path`. The phone must be locked.
    pub(crate) fn plain_copy(&self, path: &Path) -> Outcome<()> {
        let encrypted = open_database(&self.setup.folder.join(store::FILE_NAME))?;
        encrypted.pragma_update(None, "key", format!("x'{}'", hex::encode(self.key.as_slice())))?;
        encrypted.execute("ATTACH DATABASE ?1 AS plain KEY ''", [path.to_string_lossy()])?;
        encrypted.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(()))?;
        encrypted.execute_batch("DETACH DATABASE plain")?;
        Ok(())
    }
}

fn key_file(folder: &Path) -> Outcome<Value> {
    Ok(serde_json::from_slice(&std::fs::read(folder.join(KEY_FILE))?)?)
}

/// A database as it lies there, without the app's key and pragmas.
pub(crate) fn open_database(path: &Path) -> Outcome<rusqlite::Connection> {
    #[expect(clippy::disallowed_methods, reason = "yardsticks are what the app's store is not")]
    let connection = rusqlite::Connection::open(path)?;
    Ok(connection)
}
