//! Reading a survey of the area: are its seals genuine, what deserves a look, what changed.

use sambang_domain::check::{self, FindingCode, Severity};
use sambang_domain::ids::SurveyId;
use sambang_domain::programme::Programme;
use sambang_domain::review;
use sambang_domain::seal::{self, Revision};
use sambang_domain::survey::{Survey, fields};
use sambang_domain::wire::v1::{AreaRevision, AreaSurvey};

use super::device_keys::public_key;
use crate::store::AreaEntry;

/// Computes what lists show. Without the programme the answers cannot be checked, and that counts as a
/// finding. None when a document is no revision of this survey.
pub(super) fn read(id: SurveyId, area: AreaSurvey, programme: Option<&Programme>) -> Option<AreaEntry> {
    let read = |kept: &AreaRevision| serde_json::from_str::<Revision>(&kept.document).ok();
    let revisions: Vec<Revision> = area.revisions.iter().map(read).collect::<Option<_>>()?;
    if revisions.iter().any(|revision| revision.survey.id != id) {
        return None;
    }
    let seal_fits = area.revisions.iter().zip(&revisions).all(|(kept, revision)| is_genuine(kept, revision));
    let mut newest_first = revisions.into_iter().rev().map(|revision| revision.survey);
    let survey = newest_first.next()?;
    let changed_fields = newest_first.next().map_or(0, |before| review::changed(&before, &survey).len());
    let findings = match programme {
        Some(programme) => findings(&survey, programme, &area),
        None => vec![(fields::PROGRAMME.path.to_owned(), FindingCode::ProgrammeUnknown.into())],
    };
    Some(AreaEntry { area, survey, findings, changed_fields, seal_fits })
}

/// Errors and warnings. One that the facilitator confirmed stays a finding: the reason is for the
/// supervisor to read. Whether a position is far from its village the store knows best, which has the others.
fn findings(survey: &Survey, programme: &Programme, area: &AreaSurvey) -> Vec<(String, String)> {
    let mut findings = check::check_among(survey, programme, None, area.pictures_of_others());
    findings.retain(|one| one.severity != Severity::Note && one.code != FindingCode::PositionFar);
    findings.into_iter().map(|one| (one.path, one.code.into())).collect()
}

/// Whether the document is what the named device sealed under this number.
fn is_genuine(kept: &AreaRevision, revision: &Revision) -> bool {
    let Some(key) = public_key(&kept.device_key) else { return false };
    let opened = seal::open::<Revision>(kept.document.as_bytes(), &kept.signature, &key);
    opened.is_ok_and(|(_, seal)| seal.digest == kept.digest) && revision.number == kept.number
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use sambang_domain::ids::{DeviceId, Digest, PersonId, Timestamp};
    use sambang_domain::open::Unknown;
    use sambang_domain::review::ReviewState;
    use sambang_domain::seal::REVISION_FORMAT;
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp(1_618_453_860_000);

    fn programme() -> Programme {
        Programme::shipped().unwrap().remove(1)
    }

    fn revision(number: u32, address: &str) -> Revision {
        let (person, day) = (PersonId(Uuid::nil()), chrono::NaiveDate::from_ymd_opt(2021, 4, 15).unwrap());
        let mut survey = Survey::start(SurveyId(Uuid::nil()), programme().reference, person, NOW, day);
        survey.identity.address = address.to_owned();
        Revision {
            format: REVISION_FORMAT,
            number,
            corrects: None,
            person,
            device: DeviceId(Uuid::nil()),
            sequence: u64::from(number),
            previous_seal: None,
            sealed_at: NOW,
            clock_offset_ms: None,
            app_version: "0.1.0".to_owned(),
            survey,
            unknown: Unknown::new(),
        }
    }

    /// Two revisions, sealed by their device.
    fn area() -> AreaSurvey {
        let key = SigningKey::from_bytes(&[4; 32]);
        let sealed = |revision: Revision| {
            let (bytes, seal) = seal::seal(&revision, &key).unwrap();
            AreaRevision {
                number: revision.number,
                digest: seal.digest,
                document: String::from_utf8(bytes).unwrap(),
                signature: seal.signature,
                device_key: hex::encode(key.verifying_key().as_bytes()),
                received_at: NOW,
                pass: None,
                unknown: Unknown::new(),
            }
        };
        AreaSurvey {
            programme: programme().reference,
            village: "1803022001".parse().unwrap(),
            facilitator: PersonId(Uuid::nil()),
            facilitator_name: "CONTOH Rahmat".to_owned(),
            receipt_number: String::new(),
            first_received_at: NOW,
            state: ReviewState::Received,
            decided_by: None,
            revisions: vec![sealed(revision(1, "Dusun I")), sealed(revision(2, "Dusun II"))],
            attachments: Vec::new(),
            reviews: Vec::new(),
            duplicates: Vec::new(),
            same_family_card: 0,
            shared_pictures: Vec::new(),
            unknown: Unknown::new(),
        }
    }

    fn entry(area: AreaSurvey) -> AreaEntry {
        read(SurveyId(Uuid::nil()), area, Some(&programme())).unwrap()
    }

    #[test]
    fn a_document_that_its_device_did_not_seal_is_shown_and_marked() {
        assert!(entry(area()).seal_fits);
        let tampering: [fn(&mut AreaRevision); 4] = [
            |kept| kept.document = kept.document.replace("Dusun I", "Dusun X"),
            |kept| kept.signature[0] ^= 1,
            |kept| kept.device_key = hex::encode([9; 32]),
            |kept| kept.digest = Digest([0; 32]),
        ];
        for tamper in tampering {
            for at in [0, 1] {
                let mut area = area();
                tamper(&mut area.revisions[at]);
                assert!(!entry(area).seal_fits);
            }
        }
    }

    #[test]
    fn what_lists_show_comes_from_the_newest_revision() {
        let entry = entry(area());
        assert_eq!((entry.survey.identity.address.as_str(), entry.changed_fields), ("Dusun II", 1));
        assert!(
            entry.findings.iter().any(|(path, code)| (path.as_str(), code.as_str()) == ("identity.nik", "required"))
        );
    }

    #[test]
    fn an_unknown_programme_is_a_finding_and_another_surveys_document_is_unreadable() {
        let unknown = read(SurveyId(Uuid::nil()), area(), None).unwrap();
        assert_eq!(unknown.findings.len(), 1);
        assert_eq!(read(SurveyId(Uuid::from_u128(9)), area(), Some(&programme())), None);
    }
}
