//! What the window stored against what lies at the province, byte for byte, and the summary of it.

use std::fmt::Write as _;
use std::path::Path;

use sambang::device::{Device, Group, ListFilter, Pin, ReceiptView, Setup, Stage, unlock};
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::seal::Revision;
use sambang_domain::survey::{Attachment, EvidenceKind, Legality, Line, Premises, Survey};

use crate::person;
use crate::photographs::Photographs;
use crate::verdicts::Judged;
use crate::world::World;

/// One visit, on the phone and at the province.
pub(crate) struct Arrived {
    revision: Revision,
    sealed_bytes: usize,
    digest: Digest,
    receipt: ReceiptView,
    photographed_bytes: u64,
}

/// Opens the phone's store and the province's store and compares them. The app must be closed.
pub(crate) async fn compare(world: &World, photographs: &Photographs) -> Arrived {
    let setup = Setup::new(world.app_folder());
    let device = tokio::task::spawn_blocking(move || {
        unlock(&setup, &Pin::parse(person::PIN).expect("six digits")).expect("the PIN opens the phone's store")
    });
    let device = device.await.expect("the store opens");
    let survey = only(&device, Group::Received);
    check_backup(world.folder());
    let receipt = device.receipt(survey.id).expect("the store can be read").expect("the receipt is on the phone");

    let registry = world.registry();
    let [stored] =
        registry.revisions().await.expect("the province's store can be read").try_into().expect("one revision");
    let sealed = registry.find_revision_bytes(stored.digest).await.unwrap().expect("the sealed bytes are there");
    assert_eq!(Digest::of(&sealed), stored.digest, "the sealed bytes are the ones that were received");
    let revision: Revision = serde_json::from_slice(&sealed).expect("the sealed bytes are a revision");
    assert_eq!(revision.survey, survey, "the province has exactly the answers that are on the phone");

    for file in &survey.evidence {
        let on_phone = device.photo(file.sha256).expect("the photo is on the phone");
        let at_province =
            registry.find_attachment(file.sha256).await.unwrap().expect("the province has the photo, whole");
        assert_eq!(Digest::of(&on_phone), file.sha256, "{} on the phone has its name", file.kind.as_str());
        assert!(on_phone == at_province, "{} is the same, byte for byte", file.kind.as_str());
    }
    let counts = registry.counts().await.unwrap();
    let whole = (counts.revisions, counts.conflicts, counts.attachments, counts.uploads);
    assert_eq!(whole, (1, 0, survey.evidence.len() as u64, 0), "everything once, nothing half");
    registry.verify().await.expect("the province's store is sound");

    assert!(receipt.complete && receipt.held == survey.evidence.len(), "the receipt names every file");
    check_answers(&survey);
    check_draft(&device);
    let photographed_bytes = check_photographs(&survey, photographs);
    Arrived { sealed_bytes: sealed.len(), digest: stored.digest, revision, receipt, photographed_bytes }
}

fn only(device: &Device, group: Group) -> Survey {
    let filter = ListFilter { group, text: String::new(), limit: 10 };
    let rows = device.list(&filter).expect("the store can be read");
    let [row] = rows.as_slice() else { panic!("one survey of {group:?} on the phone, not {}", rows.len()) };
    device.survey(row.id).expect("the survey is on the phone")
}

/// The draft that was thrown away and fetched back is whole, and the phone knows its duplicate.
fn check_draft(device: &Device) {
    assert!(device.bin().expect("the bin can be read").is_empty(), "the bin is empty again");
    let draft = only(device, Group::ToDo);
    assert_eq!((draft.identity.nik.as_str(), draft.identity.name.as_str()), (person::NIK, person::NAME));
    let duplicate = device.own_duplicate(&draft).expect("the store can be read").expect("the double is known");
    assert_eq!((duplicate.name.as_str(), duplicate.stage), (person::NAME, Stage::Sealed));
}

/// The backup lies where the phone hands files out, and nothing of it can be read.
fn check_backup(downloads: &Path) {
    let files = std::fs::read_dir(downloads).unwrap().flatten().map(|file| file.path());
    let backups: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "sambang")).collect();
    let [backup] = backups.as_slice() else { panic!("one backup, not {}", backups.len()) };
    let bytes = std::fs::read(backup).unwrap();
    assert!(
        !bytes.windows(person::NAME.len()).any(|part| part == person::NAME.as_bytes()),
        "no name can be read in it"
    );
}

/// What was typed is what was stored.
fn check_answers(survey: &Survey) {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let identity = &survey.identity;
    assert_eq!((digits(&identity.nik).as_str(), identity.nik_confirmed), (person::NIK, true));
    assert_eq!(digits(&identity.family_card), person::FAMILY_CARD);
    assert_eq!((identity.name.as_str(), identity.birth_place.as_str()), (person::NAME, person::BIRTH_PLACE));
    assert_eq!(identity.birth_date.unwrap().format("%d-%m-%Y").to_string(), person::BIRTH_DATE);
    assert_eq!((identity.address.as_str(), digits(&identity.phone).as_str()), (person::ADDRESS, person::PHONE));
    let business = &survey.business;
    assert_eq!((business.name.as_str(), business.activity.as_str()), (person::BUSINESS, person::ACTIVITY));
    assert_eq!((&business.line, &business.premises), (&Some(Line::Food), &Some(Premises::Home)));
    assert_eq!((business.since_year.unwrap().to_string().as_str(), business.workers), (person::SINCE, Some(2)));
    assert_eq!(
        (&business.legality, business.legality_number.as_str()),
        (&Some(Legality::Sku), person::LEGALITY_NUMBER)
    );
    assert_eq!((business.same_as_home, business.landmark.as_str()), (Some(true), person::LANDMARK));
    let position = survey.position.as_ref().expect("a position");
    assert_eq!((position.latitude, position.longitude, position.accuracy_m), person::POSITION);
    let statement = survey.statement.as_ref().expect("a statement");
    assert!(statement.signature.strokes.len() == 2 && statement.text.contains(person::NAME));
    assert_eq!(statement.place, person::PLACE);
}

/// The photos come from the files that were given to the window. Answers their bytes together.
fn check_photographs(survey: &Survey, photographs: &Photographs) -> u64 {
    let given: [(EvidenceKind, &Path); 4] = [
        (EvidenceKind::IdentityCard, &photographs.card),
        (EvidenceKind::BusinessFront, &photographs.front),
        (EvidenceKind::BusinessActivity, &photographs.goods),
        (EvidenceKind::SignedStatement, &photographs.paper),
    ];
    let bytes = given.map(|(kind, path)| {
        let original = std::fs::read(path).unwrap();
        let [photo] = survey.photos(&kind).collect::<Vec<_>>().try_into().expect("one photo of each kind");
        assert_eq!(photo.source_sha256, Digest::of(&original), "{} came from its file", kind.as_str());
        original.len() as u64
    });
    bytes.iter().sum()
}

impl Arrived {
    /// Which survey.
    pub(crate) fn survey(&self) -> SurveyId {
        self.revision.survey.id
    }

    /// What was captured, sent, received and decided, for people.
    pub(crate) fn summary(&self, judged: &Judged, pictures: usize, seconds: u64) -> String {
        let survey = &self.revision.survey;
        let sent: u64 = survey.evidence.iter().map(|file| file.size_bytes).sum();
        let mut text = String::from(
            "# The tour\n\nOne visit in the real window, begun without signal; judged, corrected, approved.\n\n",
        );
        let mut line = |name: &str, value: String| writeln!(text, "- {name}: {value}").expect("a string takes text");
        line(
            "captured",
            format!("{} files from {} of photographs", survey.evidence.len(), kb(self.photographed_bytes)),
        );
        line("sent", format!("{} of files and a sealed document of {} bytes", kb(sent), self.sealed_bytes));
        line("received", format!("{} of {} files, whole and identical", self.receipt.held, self.receipt.total));
        line("receipt", format!("{}, match code {}", self.receipt.number, self.receipt.match_code));
        line("document", short(self.digest));
        line("decided", judged.summary());
        line("pictures", format!("{pictures} of phone and tablet"));
        line("took", format!("{seconds} s"));
        text.push_str("\n| file | pixels | bytes | SHA-256 |\n|---|---|---:|---|\n");
        text.extend(survey.evidence.iter().map(row));
        text
    }
}

fn row(file: &Attachment) -> String {
    let (kind, digest) = (file.kind.as_str(), short(file.sha256));
    format!("| {kind} | {}x{} | {} | {digest} |\n", file.width, file.height, file.size_bytes)
}

fn kb(bytes: u64) -> String {
    format!("{} KB", bytes.div_ceil(1000))
}

fn short(digest: Digest) -> String {
    digest.to_string().chars().take(12).collect::<String>() + "…"
}
