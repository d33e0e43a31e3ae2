//! A stand-in for a phone's hardware, with its faults.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::FILE_NAME;
use crate::platform::phone::{FIRST_HARDWARE_KEY, HardwareKey, HardwareTrouble};

/// What the next call meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    Refuses,
    /// It answers, but something else.
    Lies,
}

#[derive(Debug, Default, Clone)]
pub(super) struct State {
    pub(super) keys: BTreeMap<String, u8>,
}

/// The key file and the hardware as a kill would leave them.
#[derive(Debug)]
pub(super) struct Moment {
    pub(super) file: Vec<u8>,
    pub(super) state: State,
}

#[derive(Debug, Default)]
pub(super) struct StandIn {
    pub(super) state: Mutex<State>,
    /// What the next calls meet, in order; none when it is used up.
    pub(super) script: Mutex<VecDeque<Fault>>,
    /// What every call meets after the script.
    pub(super) always: Mutex<Option<Fault>>,
    pub(super) tags: Mutex<u32>,
    rests: Mutex<u32>,
    made: Mutex<u8>,
    watched: Mutex<Option<(PathBuf, Vec<Moment>)>>,
    /// From the next key on nothing can be written into this folder.
    full: Mutex<Option<PathBuf>>,
}

impl StandIn {
    /// Hardware whose keys are others than those of [`Self::default`].
    pub(super) fn other() -> Self {
        Self { made: Mutex::new(100), ..Self::default() }
    }

    /// With keys that are there, and others that it makes from here on.
    pub(super) fn with(state: State) -> Self {
        Self { state: Mutex::new(state), ..Self::other() }
    }

    /// With the key of an earlier app.
    pub(super) fn of_an_earlier_app() -> Self {
        Self::with(State { keys: [(FIRST_HARDWARE_KEY.to_owned(), 7)].into() })
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.state.lock().unwrap().keys.keys().cloned().collect()
    }

    pub(super) fn meets(&self, faults: impl IntoIterator<Item = Fault>) {
        *self.script.lock().unwrap() = faults.into_iter().collect();
    }

    pub(super) fn always(&self, fault: Fault) {
        *self.always.lock().unwrap() = Some(fault);
    }

    /// Keeps key file and keys at every call from now on.
    pub(super) fn watch(&self, folder: &Path) {
        *self.watched.lock().unwrap() = Some((folder.join(FILE_NAME), Vec::new()));
    }

    pub(super) fn moments(&self) -> Vec<Moment> {
        self.watched.lock().unwrap().take().map(|(_, moments)| moments).unwrap_or_default()
    }

    pub(super) fn fills_up_at_the_next_key(&self, folder: &Path) {
        *self.full.lock().unwrap() = Some(folder.join(format!("{FILE_NAME}.part")));
    }

    fn called(&self) -> Fault {
        if let Some((file, moments)) = &mut *self.watched.lock().unwrap() {
            let state = self.state.lock().unwrap().clone();
            moments.push(Moment { file: std::fs::read(file).unwrap(), state });
        }
        let scripted = self.script.lock().unwrap().pop_front();
        scripted.or(*self.always.lock().unwrap()).unwrap_or(Fault::None)
    }

    fn key(&self, alias: &str) -> Result<u8, HardwareTrouble> {
        self.state.lock().unwrap().keys.get(alias).copied().ok_or(HardwareTrouble::Gone)
    }
}

impl HardwareKey for StandIn {
    fn make(&self, alias: &str) -> Result<(), HardwareTrouble> {
        if self.called() == Fault::Refuses {
            return Err(HardwareTrouble::Passing);
        }
        if let Some(unfinished) = &*self.full.lock().unwrap() {
            // A folder where the file has to go: nothing can be written there.
            std::fs::create_dir_all(unfinished.join("full")).unwrap();
        }
        let mut made = self.made.lock().unwrap();
        *made += 1;
        assert!(self.state.lock().unwrap().keys.insert(alias.to_owned(), *made).is_none(), "a key was written over");
        Ok(())
    }

    fn tag(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, HardwareTrouble> {
        let fault = self.called();
        if fault == Fault::Refuses {
            return Err(HardwareTrouble::Passing);
        }
        *self.tags.lock().unwrap() += 1;
        let key = self.key(alias)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&[key, u8::from(fault == Fault::Lies)]).unwrap();
        mac.update(message);
        Ok(mac.finalize().into_bytes().to_vec())
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Vec<u8>, HardwareTrouble> {
        if self.called() == Fault::Refuses {
            return Err(HardwareTrouble::Passing);
        }
        let key = self.key(FIRST_HARDWARE_KEY)?;
        let (own, sealed) = wrapped.split_last().ok_or(HardwareTrouble::Gone)?;
        if *own == key { Ok(sealed.iter().map(|byte| byte ^ key).collect()) } else { Err(HardwareTrouble::Gone) }
    }

    fn forget(&self, alias: &str) {
        self.called();
        self.state.lock().unwrap().keys.remove(alias);
    }

    fn rest(&self, _: Duration) {
        *self.rests.lock().unwrap() += 1;
    }
}

/// What the hardware of [`StandIn::of_an_earlier_app`] made of bytes.
pub(super) fn wrapped_by_an_earlier_app(plain: &[u8]) -> Vec<u8> {
    plain.iter().map(|byte| byte ^ 7).chain([7]).collect()
}
