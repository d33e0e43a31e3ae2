//! Android, called through the Kotlin class `id.sambang.bridge.Bridge`. Only this file calls Java; it
//! and `src/job.rs` are called by it: `android/check` compares every method and native function here with the compiled Kotlin.
//!
//! The bridge registers itself (`attach`) before the activity starts the core and unregisters (`detach`) when
//! the activity ends; one process serves one activity. Calls come from any thread. A Java exception is logged
//! by Android, cleared, and treated as the answer "no".
#![expect(unsafe_code, reason = "the names that Java looks up cannot be exported without it")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use const_serialize::{ConstVec, serialize_const};
use jni::objects::{GlobalRef, JByteArray, JObject, JString, JValue, JValueOwned};
use jni::{JNIEnv, JavaVM};
use manganis_core::{AndroidArtifactMetadata, SymbolData};
use tokio::sync::broadcast;

use super::phone::{Edges, HardwareKey, HardwareTrouble, Network, Phone, PhoneEvent};

/// A method of the bridge: its name and its signature in Java's notation.
type Method = (&'static str, &'static str);

const FOLDER: Method = ("folder", "()Ljava/lang/String;");
const FREE_BYTES: Method = ("freeBytes", "(Ljava/lang/String;)J");
const MAKE_KEY: Method = ("makeKey", "(Ljava/lang/String;)[B");
const TAG: Method = ("tag", "(Ljava/lang/String;[B)[B");
const UNWRAP: Method = ("unwrap", "([B)[B");
const FORGET_KEY: Method = ("forgetKey", "(Ljava/lang/String;)V");
const NETWORK: Method = ("network", "()Ljava/lang/String;");
const PROXY: Method = ("proxy", "()Ljava/lang/String;");
const PHOTOGRAPH: Method = ("photograph", "(Ljava/lang/String;)V");
const CHOOSE_DOCUMENT: Method = ("chooseDocument", "(Ljava/lang/String;)V");
const SHARE: Method = ("share", "(Ljava/lang/String;)Z");
const TO_JPEG: Method = ("toJpeg", "([B)[B");
const EDGES: Method = ("edges", "()Ljava/lang/String;");
const LOCATE: Method = ("locate", "(Z)V");
const WANT_BACK: Method = ("wantBack", "(Z)V");
const HIDE_SCREEN: Method = ("hideScreen", "(Z)V");
const KEEP_AWAKE: Method = ("keepAwake", "(Z)V");
const REMEMBER_ROUTE: Method = ("rememberRoute", "(Ljava/lang/String;)V");
const REMEMBERED_ROUTE: Method = ("rememberedRoute", "()Ljava/lang/String;");

/// The bridge of the activity that is alive. A call holds it without the lock, because some take seconds.
static BRIDGE: Mutex<Option<Arc<(JavaVM, GlobalRef)>>> = Mutex::new(None);

/// The events it sends. The buffer holds a minute of positions while nobody listens.
static EVENTS: LazyLock<broadcast::Sender<PhoneEvent>> = LazyLock::new(|| broadcast::Sender::new(64));

/// Tells dx where the Gradle module with the bridge lies, in the record that `#[manganis::ffi]` would
/// leave in the library; that macro itself does not compile for 32-bit phones.
#[used]
#[unsafe(export_name = "__ASSETS__sambang_bridge")]
static MODULE: [u8; MODULE_BYTES] = {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/android/bridge");
    let record = SymbolData::AndroidArtifact(AndroidArtifactMetadata::new("bridge", folder, ""));
    let written = serialize_const(&record, ConstVec::new());
    let (written, mut padded, mut at) = (written.as_ref(), [0; MODULE_BYTES], 0);
    while at < written.len() {
        padded[at] = written[at];
        at += 1;
    }
    padded
};

/// What dx reads of a record.
const MODULE_BYTES: usize = 4096;

/// An Android phone or tablet.
#[derive(Debug, Clone, Copy, Default)]
pub struct Android;

impl Android {
    /// The folder that only this app can read; none before the activity has begun.
    #[must_use]
    pub fn folder(self) -> Option<PathBuf> {
        text(FOLDER).map(PathBuf::from)
    }
}

impl Phone for Android {
    fn events(&self) -> broadcast::Receiver<PhoneEvent> {
        EVENTS.subscribe()
    }

    fn free_bytes(&self, path: &Path) -> Option<u64> {
        let free = with_path(FREE_BYTES, path, |_, answer| answer.j())?;
        u64::try_from(free).ok()
    }

    fn hardware_key(&self) -> Option<&dyn HardwareKey> {
        Some(self)
    }

    fn network(&self) -> Network {
        match text(NETWORK).as_deref() {
            Some("none") => Network::None,
            Some("metered") => Network::Metered,
            Some("unmetered") => Network::Unmetered,
            _ => Network::Unknown,
        }
    }

    fn proxy(&self) -> Option<String> {
        text(PROXY)
    }

    fn brings_files(&self) -> bool {
        true
    }

    fn photograph(&self, to: &Path) {
        with_path(PHOTOGRAPH, to, |_, answer| answer.v());
    }

    fn choose_document(&self, to: &Path) {
        with_path(CHOOSE_DOCUMENT, to, |_, answer| answer.v());
    }

    fn share(&self, file: &Path) -> bool {
        with_path(SHARE, file, |_, answer| answer.z()).unwrap_or(false)
    }

    fn to_jpeg(&self, picture: &[u8]) -> Option<Vec<u8>> {
        with_bytes(TO_JPEG, picture, |env, answer| {
            let made = JByteArray::from(answer.l()?);
            if made.is_null() { Ok(None) } else { Ok(Some(env.convert_byte_array(&made)?)) }
        })?
    }

    fn edges(&self) -> Option<Edges> {
        Edges::parse(&text(EDGES)?)
    }

    fn locate(&self, on: bool) -> bool {
        call(LOCATE, &[on.into()], |_, answer| answer.v()).is_some()
    }

    fn want_back(&self, wanted: bool) -> bool {
        call(WANT_BACK, &[wanted.into()], |_, answer| answer.v()).is_some()
    }

    fn hide_screen(&self, hidden: bool) {
        call(HIDE_SCREEN, &[hidden.into()], |_, answer| answer.v());
    }

    fn keep_awake(&self, on: bool) {
        call(KEEP_AWAKE, &[on.into()], |_, answer| answer.v());
    }

    fn remember_route(&self, route: &str) {
        with_text(REMEMBER_ROUTE, route, |_, answer| answer.v());
    }

    fn remembered_route(&self) -> Option<String> {
        text(REMEMBERED_ROUTE)
    }
}

impl HardwareKey for Android {
    fn make(&self, alias: &str) -> Result<(), HardwareTrouble> {
        outcome(with_text(MAKE_KEY, alias, bytes_of)).map(drop)
    }

    fn tag(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, HardwareTrouble> {
        outcome(bridge(TAG, |env, bridge| {
            let (alias, message) = (env.new_string(alias)?, env.byte_array_from_slice(message)?);
            let answer = env.call_method(bridge, TAG.0, TAG.1, &[(&alias).into(), (&message).into()])?;
            bytes_of(env, answer)
        }))
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Vec<u8>, HardwareTrouble> {
        outcome(with_bytes(UNWRAP, wrapped, bytes_of))
    }

    fn forget(&self, alias: &str) {
        with_text(FORGET_KEY, alias, |_, answer| answer.v());
    }
}

/// Reads an answer of `Keys.kt`: one byte that says how it went, then what was asked for. Where the phone's side did
/// not answer at all, asking again may help.
fn outcome(answer: Option<Vec<u8>>) -> Result<Vec<u8>, HardwareTrouble> {
    match answer.as_deref().and_then(<[u8]>::split_first) {
        Some((0, bytes)) => Ok(bytes.to_vec()),
        Some((2, _)) => Err(HardwareTrouble::Gone),
        _ => Err(HardwareTrouble::Passing),
    }
}

fn bytes_of(env: &mut JNIEnv<'_>, answer: JValueOwned<'_>) -> jni::errors::Result<Vec<u8>> {
    env.convert_byte_array(JByteArray::from(answer.l()?))
}

/// What a method answered, read while Java still holds it.
type Read<T> = fn(&mut JNIEnv<'_>, JValueOwned<'_>) -> jni::errors::Result<T>;

/// Runs `work` with the bridge; none without an activity or after an exception.
fn bridge<T>(method: Method, work: impl FnOnce(&mut JNIEnv<'_>, &JObject<'_>) -> jni::errors::Result<T>) -> Option<T> {
    let held = BRIDGE.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
    let (java, bridge) = &*held;
    let mut env = java.attach_current_thread().ok()?;
    // Threads of the core stay attached for long, so the Java references of a call are released here.
    let done = env.with_local_frame(8, |env| work(env, bridge.as_obj()));
    if matches!(env.exception_check(), Ok(true)) {
        let _ = env.exception_describe();
        let _ = env.exception_clear();
    }
    done.inspect_err(|error| tracing::warn!(method = method.0, %error, "the phone's side refused")).ok()
}

fn call<T>(method: Method, arguments: &[JValue<'_, '_>], read: Read<T>) -> Option<T> {
    bridge(method, |env, bridge| {
        let answer = env.call_method(bridge, method.0, method.1, arguments)?;
        read(env, answer)
    })
}

fn with_text<T>(method: Method, argument: &str, read: Read<T>) -> Option<T> {
    bridge(method, |env, bridge| {
        let argument = env.new_string(argument)?;
        let answer = env.call_method(bridge, method.0, method.1, &[(&argument).into()])?;
        read(env, answer)
    })
}

fn with_bytes<T>(method: Method, argument: &[u8], read: Read<T>) -> Option<T> {
    bridge(method, |env, bridge| {
        let argument = env.byte_array_from_slice(argument)?;
        let answer = env.call_method(bridge, method.0, method.1, &[(&argument).into()])?;
        read(env, answer)
    })
}

fn with_path<T>(method: Method, path: &Path, read: Read<T>) -> Option<T> {
    with_text(method, path.to_str()?, read)
}

fn text(method: Method) -> Option<String> {
    call(method, &[], |env, answer| {
        let text = JString::from(answer.l()?);
        if text.is_null() { Ok(None) } else { Ok(Some(env.get_string(&text)?.into())) }
    })?
}

/// The bridge registers itself.
#[unsafe(no_mangle)]
extern "system" fn Java_id_sambang_bridge_Bridge_attach(env: JNIEnv<'_>, this: JObject<'_>) {
    let held = env.get_java_vm().and_then(|java| Ok(Arc::new((java, env.new_global_ref(this)?))));
    *BRIDGE.lock().unwrap_or_else(PoisonError::into_inner) = held.ok();
}

/// The bridge's activity ends.
#[unsafe(no_mangle)]
extern "system" fn Java_id_sambang_bridge_Bridge_detach(_: JNIEnv<'_>, _: JObject<'_>) {
    *BRIDGE.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

/// The bridge sends an event; there may be no listener.
#[unsafe(no_mangle)]
extern "system" fn Java_id_sambang_bridge_Bridge_tell(mut env: JNIEnv<'_>, _: JObject<'_>, event: JString<'_>) {
    let line: String = match env.get_string(&event) {
        Ok(line) => line.into(),
        Err(error) => return tracing::error!(%error, "the phone told something unreadable"),
    };
    match serde_json::from_str(&line) {
        Ok(event) => drop(EVENTS.send(event)),
        Err(error) => tracing::error!(%error, "the phone told something unknown"),
    }
}
