//! Photos: enough of each kind, none used twice.

use std::collections::BTreeMap;

use super::{FindingCode, Findings};
use crate::geo;
use crate::programme::Programme;
use crate::survey::{Attachment, EvidenceKind, Legality, Survey, fields};

/// A photo of a business this far from the survey's position, in metres, shows another place. Cameras write
/// the phone's last position, which may be some hundred metres old.
const ELSEWHERE_M: f64 = 2_000.0;

pub(super) fn check(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    for rule in &programme.evidence {
        let path = fields::EVIDENCE.of(rule.kind.as_str());
        let taken = survey.photos(&rule.kind).count();
        if taken < rule.minimum as usize {
            findings.error(path, FindingCode::PhotoMissing).with("kind", rule.kind.as_str());
        } else if taken > rule.maximum as usize {
            findings.warn(path, FindingCode::PhotoTooMany).with("kind", rule.kind.as_str());
        }
    }
    duplicates(survey, findings);
    survey.evidence.iter().for_each(|photo| capture(photo, survey, findings));
    paper(survey, findings);
}

/// What the camera wrote into a photo that should be of this visit: another day, another place.
fn capture(photo: &Attachment, survey: &Survey, findings: &mut Findings) {
    let path = || fields::EVIDENCE.of(photo.kind.as_str());
    let day = photo.taken_at.map(|at| at.date()).filter(|day| *day < survey.visited_on);
    if let Some(day) = day.filter(|_| photo.kind.belongs_to_the_visit()) {
        findings
            .warn(path(), FindingCode::PhotoEarlier)
            .with("kind", photo.kind.as_str())
            .with("day", day.format("%d-%m-%Y").to_string());
    }
    let (Some(taken), Some(position)) = (photo.taken_where, &survey.position) else { return };
    let distance = geo::metres(taken, position.spot());
    if photo.kind.shows_business() && position.is_valid() && distance > ELSEWHERE_M + position.accuracy_m {
        findings
            .warn(path(), FindingCode::PhotoElsewhere)
            .with("kind", photo.kind.as_str())
            .with("distance", format!("{distance:.0}"));
    }
}

/// One picture used for two photos proves only one of them, whatever else its files carry.
fn duplicates(survey: &Survey, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for photo in &survey.evidence {
        let by_file = seen.insert(photo.source_sha256, photo.kind.as_str());
        let by_picture = photo.picture_sha256.and_then(|picture| seen.insert(picture, photo.kind.as_str()));
        if let Some(first) = by_file.or(by_picture) {
            findings
                .error(fields::EVIDENCE.of(photo.kind.as_str()), FindingCode::PhotoDuplicate)
                .with("kind", photo.kind.as_str())
                .with("other", first);
        }
    }
}

/// Legality paper that was not photographed, and a thumb print without a photo of the signed paper.
fn paper(survey: &Survey, findings: &mut Findings) {
    let has = |kind: &EvidenceKind| survey.photos(kind).next().is_some();
    let claims_paper = matches!(survey.business.legality, Some(Legality::Nib | Legality::Sku));
    if claims_paper && !has(&EvidenceKind::LegalityDocument) {
        findings.warn(fields::EVIDENCE.of(EvidenceKind::LegalityDocument.as_str()), FindingCode::PhotoLegalityMissing);
    }
    let thumb = survey.statement.as_ref().is_some_and(|statement| statement.thumb_print);
    if thumb && !has(&EvidenceKind::SignedStatement) {
        findings.error(fields::SIGNED_STATEMENT.path, FindingCode::PhotoThumbPrintNeedsPaper);
    }
}
