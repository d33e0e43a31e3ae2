//! A code for a person, and the invitation that carries it: as text, on the screen, as a letter.

use std::io::IsTerminal;

use sambang_domain::wire::v1::invitation::Invitation;
use sambang_server::Registry;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

use super::args::EnrolCodeArgs;
use super::letter::{Letter, Sheet};
use super::{Outcome, output, picture};

/// Prints the code, the letters that a person compares who types it, and the invitation where the address is known.
/// What could keep the letter from being written is found out before a code is used up for it.
pub(super) async fn enrol_code(registry: &Registry, asked: EnrolCodeArgs) -> Outcome {
    let issuer = asked.issuer.map(CertificateDer::from_pem_file).transpose()?;
    let sheet = asked.letter.as_deref().map(Sheet::new).transpose()?;
    let letters = registry.fingerprint()?.compared();
    let written = registry.enrol_code(asked.person).await?;
    let invitation =
        asked.address.map(|address| registry.invitation(&written.code, &address, issuer.as_deref())).transpose()?;
    let text = invitation.as_ref().map(Invitation::to_string);
    let cells: Vec<&str> = [written.code.as_str(), &letters].into_iter().chain(text.as_deref()).collect();
    output::columns(&cells);
    let Some(invitation) = invitation else { return Ok(()) };
    let qr = picture::of(&invitation)?;
    let terminal = std::io::stdout().is_terminal();
    if terminal || asked.qr {
        output::line(&picture::in_text(&qr, terminal));
    }
    if let Some(sheet) = sheet {
        let letter =
            Letter { province: registry.province(), written: &written, letters: &letters, invitation: &invitation };
        sheet.fill(&letter.html(&qr))?;
    }
    Ok(())
}
