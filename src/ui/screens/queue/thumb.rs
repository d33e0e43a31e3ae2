//! The small picture of a survey, from what the tablet has fetched.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dioxus::prelude::*;
use sambang_domain::ids::Digest;

use crate::ui::components::Icon;
use crate::ui::session::{Tick, blocking, use_device};

/// The thumbnail of one photo. While it has not come from the province a sign stands there, and every
/// notice is a reason to look again. Give it the digest as its key.
#[component]
pub fn Thumb(
    /// Of which photo.
    digest: Digest,
) -> Element {
    let device = use_device();
    let tick = use_context::<Tick>().0;
    let mut source = use_signal(|| None::<String>);
    let _look = use_resource(move || {
        let device = device.clone();
        let missing = source.peek().is_none();
        if missing {
            tick();
        }
        async move {
            if !missing {
                return;
            }
            if let Some(Ok(Some(bytes))) = blocking(move || device.case_thumbnail(digest)).await {
                source.set(Some(format!("data:image/jpeg;base64,{}", STANDARD.encode(bytes))));
            }
        }
    });
    match source() {
        Some(source) => rsx! {
            img { class: "thumb", src: source, alt: "" }
        },
        None => rsx! { NoThumb {} },
    }
}

/// What stands in place of a picture that is not there.
#[component]
pub(super) fn NoThumb() -> Element {
    rsx! {
        span { class: "thumb", Icon { name: "image" } }
    }
}
