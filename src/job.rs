//! What Android's job scheduler calls, in a process without an activity (`SendJob.kt`): an errand of the courier. The
//! Kotlin has the send key from the Keystore; nothing here knows the PIN, the store or the device's own key.
#![expect(unsafe_code, reason = "the names that Java looks up cannot be exported without it")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jni::JNIEnv;
use jni::objects::{JByteArray, JObject, JString};
use jni::sys::jint;
use tokio::sync::{Notify, broadcast};

use crate::device::{Errand, Setup, send_behind};
use crate::platform::phone::{Phone, PhoneEvent};
use crate::postbox::SendKey;

/// Wakes the errand that is to end.
static STOP: Notify = Notify::const_new();

/// The platform as a job knows it.
#[derive(Debug)]
struct JobPhone {
    proxy: Option<String>,
    events: broadcast::Sender<PhoneEvent>,
}

impl Phone for JobPhone {
    fn events(&self) -> broadcast::Receiver<PhoneEvent> {
        self.events.subscribe()
    }

    fn free_bytes(&self, _: &Path) -> Option<u64> {
        None
    }

    fn proxy(&self) -> Option<String> {
        self.proxy.clone()
    }
}

/// Brings what lies in the postbox. Answers with the number that [`code`] gives.
#[unsafe(no_mangle)]
extern "system" fn Java_id_sambang_bridge_SendJob_send(
    mut env: JNIEnv<'_>,
    _: JObject<'_>,
    folder: JString<'_>,
    key: JByteArray<'_>,
    proxy: JString<'_>,
) -> jint {
    // A panic must not reach Java.
    let sent = catch_unwind(AssertUnwindSafe(|| send(&mut env, &folder, &key, &proxy)));
    code(sent.ok().flatten().unwrap_or(Errand::Later))
}

/// Ends an errand that is under way, at whatever point: nothing is lost by it.
#[unsafe(no_mangle)]
extern "system" fn Java_id_sambang_bridge_SendJob_stop(_: JNIEnv<'_>, _: JObject<'_>) {
    STOP.notify_one();
}

/// None when Java gave something that cannot be used.
fn send(env: &mut JNIEnv<'_>, folder: &JString<'_>, key: &JByteArray<'_>, proxy: &JString<'_>) -> Option<Errand> {
    let folder = PathBuf::from(String::from(env.get_string(folder).ok()?));
    let key = zeroize::Zeroizing::new(env.convert_byte_array(key).ok()?);
    let key = SendKey::new(key.as_slice().try_into().ok()?);
    let proxy = if proxy.is_null() { None } else { Some(env.get_string(proxy).ok()?.into()) };
    let phone = Arc::new(JobPhone { proxy, events: broadcast::Sender::new(1) });
    let setup = Setup { phone, ..Setup::new(folder) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    Some(runtime.block_on(async {
        tokio::select! {
            errand = send_behind(&setup, key) => errand,
            () = STOP.notified() => Errand::Stopped,
        }
    }))
}

/// As `SendJob.kt` reads it.
fn code(errand: Errand) -> jint {
    match errand {
        Errand::Done => 0,
        Errand::UntilUnlocked => 1,
        Errand::Later => 2,
        Errand::Stopped => 3,
    }
}
