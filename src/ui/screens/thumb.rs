//! The small picture of a photo, from what the tablet has fetched.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dioxus::prelude::*;
use sambang_domain::ids::Digest;

use crate::ui::components::Icon;
use crate::ui::session::{Tick, blocking, use_device};

/// Where a small picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThumbSize {
    /// At the beginning of a row.
    Row,
    /// It fills the tile around it.
    Tile,
}

/// The small picture of one photo. Until it has come from the province an icon is shown, and every notice of
/// the store makes it look again. Give it the digest as its key.
#[component]
pub fn Thumb(
    /// Of which photo; none for a survey without any.
    digest: Option<Digest>,
    /// Where it stands.
    size: ThumbSize,
    /// What it shows; empty when the words beside it say so.
    #[props(default)]
    alt: String,
) -> Element {
    let device = use_device();
    let tick = use_context::<Tick>().0;
    let mut source = use_signal(|| None::<String>);
    let _look = use_resource(move || {
        let device = device.clone();
        let wanted = digest.filter(|_| source.peek().is_none());
        if wanted.is_some() {
            tick();
        }
        async move {
            let Some(wanted) = wanted else { return };
            if let Some(Ok(Some(bytes))) = blocking(move || device.case_thumbnail(wanted)).await {
                source.set(Some(data_url(&bytes)));
            }
        }
    });
    let (picture, sign) = match size {
        ThumbSize::Row => ("thumb", "thumb"),
        ThumbSize::Tile => ("photo__fill", "photo__mid"),
    };
    match source() {
        Some(source) => rsx! {
            img { class: picture, src: source, alt }
        },
        None => rsx! {
            span { class: sign, Icon { name: "image" } }
        },
    }
}

/// The bytes of a photo as the page takes them.
pub(super) fn data_url(bytes: &[u8]) -> String {
    // The store holds JPEG photos and PNG signatures; a PNG begins with its own mark.
    let kind = if bytes.starts_with(b"\x89PNG") { "png" } else { "jpeg" };
    format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))
}
