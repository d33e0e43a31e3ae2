//! Lets a WebDriver drive the app's real window. Linux and the feature `automation` only, for the
//! window tests and the tour; no build that a facilitator gets holds this file.
//!
//! wry builds its web context with automation switched off and Dioxus cannot reach it, while
//! WebKit's `is-controlled-by-automation` may only be set during construction. So the property
//! setter of the class `WebKitWebView` is wrapped: the flag is turned on as the view is built, and
//! the view's context is told to accept a session and to answer it with that view.
//!
//! A test may also put a script before all others of the page, to take away what an older engine lacks.
//!
//! Promise: without `WEBKIT_INSPECTOR_SERVER`, which a WebDriver sets for the app it starts,
//! nothing at all is changed.
#![expect(unsafe_code, reason = "GObject offers no safe way to wrap a class's property setter")]

use std::ffi::CStr;
use std::sync::OnceLock;

use glib::gobject_ffi::{GObject, GObjectClass, GParamSpec, GValue, g_type_class_ref};
use glib::translate::{Borrowed, IntoGlib, ToGlibPtrMut, from_glib_borrow, from_glib_none};
use glib::{Object, StaticType, Value, prelude::*};
use webkit2gtk::{ApplicationInfo, AutomationSessionExt, WebContext, WebContextExt, WebView, glib};

/// The C signature of a GObject class's property setter.
type Setter = unsafe extern "C" fn(*mut GObject, u32, *mut GValue, *mut GParamSpec);

/// The setter WebKit brought along; the wrapper passes everything on to it.
static ORIGINAL: OnceLock<Setter> = OnceLock::new();

/// The script that the test wants before all others of the page.
#[must_use]
pub fn before_page() -> Option<String> {
    std::env::var_os("WEBKIT_INSPECTOR_SERVER")?;
    std::env::var("SAMBANG_BEFORE_PAGE").ok()
}

/// Opens the app's window to the WebDriver that started it; does nothing when none did.
///
/// Call once, before the first window is built.
pub fn enable_if_requested() {
    if std::env::var_os("WEBKIT_INSPECTOR_SERVER").is_none() {
        return;
    }
    // SAFETY: the class reference is never given back, so the class stays valid for the life of the
    // process; this runs on the main thread before any web view exists, so nobody reads the slot
    // while it is written; the wrapper has the very type of the slot.
    unsafe {
        let class = g_type_class_ref(WebView::static_type().into_glib()).cast::<GObjectClass>();
        if let Some(original) = (*class).set_property
            && ORIGINAL.set(original).is_ok()
        {
            (*class).set_property = Some(wrapper);
        }
    }
}

/// Stands in for WebKit's own setter.
unsafe extern "C" fn wrapper(object: *mut GObject, id: u32, value: *mut GValue, spec: *mut GParamSpec) {
    let Some(original) = ORIGINAL.get() else { return };
    // SAFETY: GObject calls this with a live object, value and spec; each is only borrowed for the
    // call. The view is under construction and still has a floating reference, so it is borrowed and
    // never counted here, which would sink and then free it.
    unsafe {
        match CStr::from_ptr((*spec).name).to_bytes() {
            b"is-controlled-by-automation" => {
                let mut controlled = true.to_value();
                original(object, id, controlled.to_glib_none_mut().0, spec);
            }
            b"web-context" => {
                original(object, id, value, spec);
                let view: Borrowed<Object> = from_glib_borrow(object);
                let context: Value = from_glib_none(value.cast_const());
                if let (Some(view), Ok(context)) = (view.downcast_ref::<WebView>(), context.get::<WebContext>()) {
                    accept_sessions(&context, view);
                }
            }
            _ => original(object, id, value, spec),
        }
    }
}

/// Lets `context` take a WebDriver session and hand it `view` as its only window.
fn accept_sessions(context: &WebContext, view: &WebView) {
    let view = view.downgrade();
    context.connect_automation_started(move |_, session| {
        let app = ApplicationInfo::new();
        app.set_name(env!("CARGO_PKG_NAME"));
        session.set_application_info(&app);
        let view = view.clone();
        session.connect_create_web_view(None, move |_| match view.upgrade() {
            Some(view) => view,
            // The signal must answer with a view; the window is gone, and the session with it.
            None => WebView::new(),
        });
    });
    context.set_automation_allowed(true);
}
