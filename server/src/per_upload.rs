//! A value for each upload in use.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use uuid::Uuid;

/// One `T` per upload, for as long as somebody holds it.
#[derive(Debug)]
pub(crate) struct PerUpload<T>(Mutex<HashMap<Uuid, Weak<T>>>);

impl<T> Default for PerUpload<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Default> PerUpload<T> {
    /// The upload's own, made when nobody holds one.
    pub(crate) fn of(&self, upload: Uuid) -> Arc<T> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = all.get(&upload).and_then(Weak::upgrade) {
            return own;
        }
        all.retain(|_, own| own.strong_count() > 0);
        let own = Arc::<T>::default();
        all.insert(upload, Arc::downgrade(&own));
        own
    }
}
