//! An invitation as a picture (QR code, ISO/IEC 18004) that a phone's camera reads off paper or a screen.

use qrcode::render::{svg, unicode};
use qrcode::types::QrError;
use qrcode::{EcLevel, QrCode};
use sambang_domain::wire::v1::invitation::Invitation;

/// Makes it. A quarter of it may be unreadable: folded, smudged, under a reflection.
pub(super) fn of(invitation: &Invitation) -> Result<QrCode, QrError> {
    QrCode::with_error_correction_level(invitation.to_string(), EcLevel::Q)
}

/// Half blocks, two rows of the picture in a line, with the white rim that readers need. A terminal is told to show
/// it black on white, whatever its own colours are.
pub(super) fn in_text(qr: &QrCode, terminal: bool) -> String {
    let plain = qr.render::<unicode::Dense1x2>().build();
    if !terminal {
        return plain;
    }
    plain.lines().map(|line| format!("\x1b[30;107m{line}\x1b[0m")).collect::<Vec<_>>().join("\n")
}

/// An element for a page of HTML.
pub(super) fn in_html(qr: &QrCode) -> String {
    let drawn = qr.render::<svg::Color<'_>>().build();
    // The declaration before it belongs to a file of its own.
    drawn.split_once("?>").map_or(drawn.as_str(), |(_, element)| element).to_owned()
}
