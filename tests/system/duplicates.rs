//! One applicant, two surveys; one person, two devices; one programme, two versions.

use sambang::device::{BlockedReason, Delivery, LastError, QueueFilter};
use sambang::sync::Method;
use sambang_domain::check::{Finding, Severity};
use sambang_domain::ids::{SurveyId, Timestamp};
use sambang_domain::nik::Nik;
use sambang_domain::region::{RegionCode, RegionTable};
use sambang_server::NewList;

use crate::network::Fault;
use crate::phone::Phone;
use crate::visit;
use crate::world::World;

const HERE: &str = "1803022001";
/// 1 December 2020 in Lampung.
const DECEMBER: Timestamp = Timestamp(1_606_755_600_000);

fn nik(serial: u32) -> Nik {
    Nik::parse(&format!("180302500287{serial:04}")).unwrap()
}

/// What the phone says about a survey's NIK being there before, once its filters were asked.
fn told(phone: &Phone, id: SurveyId) -> Vec<Finding> {
    if let Ok(nik) = Nik::parse(&phone.device().survey(id).unwrap().identity.nik) {
        phone.device().ask_filters(&nik).unwrap();
    }
    let mut findings = phone.device().findings(id).unwrap();
    findings
        .retain(|found| ["nik.own_duplicate", "nik.maybe_known", "nik.maybe_listed"].contains(&found.code.as_str()));
    // A filter says perhaps: nobody has to answer for it.
    let weight = |found: &Finding| match found.code.as_str() {
        "nik.own_duplicate" => Severity::Warning,
        _ => Severity::Note,
    };
    assert!(findings.iter().all(|found| found.severity == weight(found) && found.path == "identity.nik"));
    findings
}

fn codes(phone: &Phone, id: SurveyId) -> Vec<String> {
    told(phone, id).into_iter().map(|found| found.code.into()).collect()
}

/// Whether the phone's filters say of a NIK that it is perhaps known.
fn knows(phone: &Phone, serial: u32) -> bool {
    phone.device().ask_filters(&nik(serial)).unwrap();
    !phone.device().known_elsewhere(&nik(serial), "bpum-2021", &[]).unwrap().is_empty()
}

/// A draft of the programme that is not the newest, about the same person.
fn other_programme(phone: &Phone, serial: u32) -> SurveyId {
    let programme = phone.device().programmes().unwrap().pop().unwrap();
    let id = phone.device().start_visit(&programme.reference).unwrap();
    phone.device().edit(id, |survey| survey.identity.nik = nik(serial).digits()).unwrap();
    id
}

impl World {
    async fn list(&self, source: &str, serials: impl IntoIterator<Item = u32>) {
        let text: String = serials.into_iter().map(|serial| format!("{}\n", nik(serial).digits())).collect();
        self.list_of(source, text).await;
    }

    async fn list_of(&self, source: &str, text: String) {
        let (others, file) = (Vec::new(), text.into_bytes());
        let list = NewList { source: source.into(), programme: None, as_of: DECEMBER, others, file };
        self.server().registry().import_list(list).await.unwrap();
        self.builds_filters().await;
    }

    async fn builds_filters(&self) {
        self.server().registry().ask_for_filters().await.unwrap();
        self.server().registry().work_on_filters().await.unwrap();
    }
}

#[tokio::test]
async fn a_second_survey_of_the_same_nik_leads_to_the_first() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let device = rahmat.device();
    let first = visit::complete(device, HERE, 9003);
    assert!(codes(&rahmat, first).is_empty());
    let other_grant = other_programme(&rahmat, 9003);
    assert!(
        device.own_duplicate(&device.survey(first).unwrap()).unwrap().is_none(),
        "another programme is no duplicate"
    );

    let second = visit::complete(device, HERE, 9003);
    let found = told(&rahmat, second);
    assert_eq!((found[0].code.as_str(), found[0].args["name"].as_str()), ("nik.own_duplicate", "CONTOH Siti 9003"));
    assert_eq!(device.own_duplicate(&device.survey(second).unwrap()).unwrap().unwrap().id, first);
    assert_eq!(device.own_duplicate(&device.survey(first).unwrap()).unwrap().unwrap().id, second);

    world.section("a sealed survey counts, a discarded draft does not");
    device.finish(first).unwrap();
    assert_eq!(codes(&rahmat, second), ["nik.own_duplicate"]);
    device.discard_draft(second).unwrap();
    assert!(codes(&rahmat, first).is_empty());
    device.edit(other_grant, |survey| survey.identity.nik = "1803".into()).unwrap();
    assert!(device.own_duplicate(&device.survey(other_grant).unwrap()).unwrap().is_none(), "half a NIK is nobody's");
}

#[tokio::test]
async fn a_survey_of_a_colleague_is_warned_of_offline_and_the_own_one_is_not() {
    let world = World::start().await;
    let (rahmat, mut dewi) = (world.phone("Rahmat").await, world.phone("Dewi").await);
    let own = rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    world.builds_filters().await;
    assert_eq!((rahmat.sync().await, dewi.sync().await), (None, None));
    dewi.network.script(std::iter::repeat_n(Fault::Offline, 50));
    dewi.crash();

    let again = visit::complete(dewi.device(), HERE, 9003);
    let found = told(&dewi, again);
    assert_eq!(
        (found[0].code.as_str(), found[0].args["as_of"].as_str(), found.len()),
        ("nik.maybe_known", "15-04-2021", 1)
    );
    let strangers = (9100..9200).filter(|serial| knows(&dewi, *serial)).count();
    assert!(strangers < 10, "one in 256 is known by chance");
    assert!(codes(&dewi, other_programme(&dewi, 9003)).is_empty(), "the other programme did not visit her");
    dewi.device().finish(again).unwrap();

    assert!(codes(&rahmat, own).is_empty(), "what this phone sent itself is no news");
    world.section("the province keeps both");
    dewi.network.script([]);
    dewi.sync().await;
    world.assert_received_once(&dewi, again).await;
    world.assert_received_once(&rahmat, own).await;
}

#[tokio::test]
async fn a_list_of_recipients_warns_with_its_name_and_day_in_every_programme() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    world.list("Penerima BPUM 2020", [9001, 9003]).await;
    world.list("Penerima Kemensos", [9003]).await;
    assert_eq!(rahmat.sync().await, None);
    let id = visit::complete(rahmat.device(), HERE, 9003);
    let found = told(&rahmat, id);
    let sources = "Penerima BPUM 2020 (01-12-2020), Penerima Kemensos (01-12-2020)";
    assert_eq!((found[0].code.as_str(), found[0].args["sources"].as_str()), ("nik.maybe_listed", sources));
    assert_eq!(codes(&rahmat, other_programme(&rahmat, 9001)), ["nik.maybe_listed"]);
    rahmat.device().ask_filters(&nik(9001)).unwrap();
    let known = rahmat.device().known_elsewhere(&nik(9001), "bpum-2021", &[]).unwrap();
    assert_eq!((known.len(), known[0].source.as_str(), known[0].as_of), (1, "Penerima BPUM 2020", DECEMBER));
}

#[tokio::test]
async fn a_filter_resumes_where_the_link_broke_and_the_old_one_answers_until_the_new_one_is_whole() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    world.list("Daftar", [9001]).await;
    assert_eq!(rahmat.sync().await, None);
    assert!(knows(&rahmat, 9001));

    // A piece and a bit: 20,000 people of the made-up district.
    let many: String = (0..20_000_u32)
        .map(|n| format!("180302{:02}{:02}{:02}{:04}\n", 1 + n / 1000, 1 + n % 12, 87 + n % 3, 9000 + n % 1000))
        .chain([format!("{}\n", nik(9002).digits())])
        .collect();
    world.list_of("Daftar", many).await;
    let info = world.server().registry().filter_state().await.unwrap().filters.remove(0);
    let pieces = usize::try_from(info.size_bytes.div_ceil(16 * 1024)).unwrap();
    assert!(pieces >= 2, "{pieces}");
    // The feed of changes, the list of filters, the first piece.
    rahmat.network.script([Fault::None, Fault::None, Fault::None, Fault::LoseReply]);
    assert_eq!(rahmat.sync().await, Some(LastError::Cut));
    assert!(knows(&rahmat, 9001), "the old one still answers");
    rahmat.crash();
    rahmat.network.take_requests();
    assert_eq!(rahmat.sync().await, None);
    let fetched = rahmat.network.take_requests();
    let fetched = fetched.iter().filter(|(method, url)| *method == Method::Get && url.contains("/v1/filters/")).count();
    assert_eq!(fetched, pieces - 1, "the first piece was not sent again");
    assert!(knows(&rahmat, 9002));

    world.section("bytes that changed on the way are not believed");
    world.list("Daftar", [9005]).await;
    rahmat.network.script([Fault::None, Fault::None, Fault::GarbleReply]);
    rahmat.sync().await;
    assert!(knows(&rahmat, 9002));
    assert_eq!(rahmat.sync().await, None);
    assert!(knows(&rahmat, 9005));
}

#[tokio::test]
async fn a_phone_forgets_the_filters_of_a_district_when_its_person_works_elsewhere() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    world.list("Daftar", [9001]).await;
    assert_eq!(rahmat.sync().await, None);
    assert!(knows(&rahmat, 9001));
    let person = rahmat.device().person().unwrap().id;
    world.server().registry().set_area(person, vec!["180307".parse().unwrap()]).await.unwrap();
    assert_eq!(rahmat.sync().await, None);
    assert!(!knows(&rahmat, 9001));
    let neighbour = vec!["180302".parse().unwrap()];
    world.server().registry().set_neighbours("180307".parse().unwrap(), neighbour).await.unwrap();
    assert_eq!(rahmat.sync().await, None);
    assert!(knows(&rahmat, 9001), "until the office says that the districts are neighbours");
    rahmat.network.take_requests();
    assert_eq!(rahmat.sync().await, None);
    let asked = rahmat.network.take_requests();
    assert!(!asked.iter().any(|(_, url)| url.contains("/v1/filters")), "nothing is asked for while nothing changed");
}

/// Chance says yes once in 256 filters. Who has a whole regency would be told so of every fourth stranger.
#[tokio::test]
async fn of_a_wide_work_area_only_the_districts_that_survey_and_nik_name_are_asked() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let districts = RegionTable::shipped().children("1803".parse().unwrap());
    let [home, market] = ["Kotabumi", "Abung Selatan"]
        .map(|name| districts.iter().find(|district| district.name == name).unwrap().code.to_string());
    let others = districts.iter().map(|district| district.code.to_string()).filter(|code| *code != home);
    let others: String = others.map(|code| format!("{code}5002879003;\n")).collect();
    assert!(others.lines().count() > 16 && nik(9003).digits().starts_with(&home));
    world.list_of("Daftar", format!("NIK;Kecamatan\n{};Abung Selatan\n{others}", nik(9003).digits())).await;
    assert_eq!(rahmat.sync().await, None);
    let device = rahmat.device();
    device.ask_filters(&nik(9003)).unwrap();
    let known = |villages: &[RegionCode]| device.known_elsewhere(&nik(9003), "bpum-2021", villages).unwrap().len();
    let village = format!("{market}2001").parse().unwrap();
    assert_eq!((known(&[]), known(&[HERE.parse().unwrap()]), known(&[village])), (0, 0, 1));
}

#[tokio::test]
async fn what_filters_say_is_asked_once_holds_up_nobody_and_is_no_finding_for_the_supervisor() {
    let world = World::start().await;
    let (mut rahmat, tablet) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    world.list("Penerima BPUM 2020", [9003]).await;
    assert_eq!((rahmat.sync().await, tablet.sync().await), (None, None));
    let (id, stranger) = (visit::complete(rahmat.device(), HERE, 9003), visit::complete(rahmat.device(), HERE, 9004));
    assert!(!rahmat.device().is_asked(&nik(9003)).unwrap());
    let before = rahmat.device().findings(id).unwrap();
    assert_eq!(codes(&rahmat, id), ["nik.maybe_listed"]);
    let after = rahmat.device().findings(id).unwrap();
    assert_eq!(after.len(), before.len() + 1, "nothing was said before the question was asked");
    let notices = rahmat.device().notices();
    assert!(rahmat.device().is_asked(&nik(9003)).unwrap());
    rahmat.device().ask_filters(&nik(9003)).unwrap();
    assert!(!notices.has_changed().unwrap(), "the answer is kept, and screens are not read again for it");
    rahmat.crash();
    assert!(!rahmat.device().is_asked(&nik(9003)).unwrap(), "in memory alone");

    for id in [id, stranger] {
        rahmat.device().finish(id).unwrap();
    }
    assert_eq!((rahmat.sync().await, tablet.sync().await), (None, None));
    assert!(world.stored(id).await.unwrap().survey.confirmations.is_empty(), "nobody had to answer for it");
    let rows = tablet.device().queue(&QueueFilter::default()).unwrap();
    let found = |id| rows.iter().find(|row| row.survey == id).map(|row| (row.finding_count, row.findings.clone()));
    assert_eq!(found(id).unwrap(), found(stranger).unwrap(), "it can be approved like any other");
}

#[tokio::test]
async fn a_new_version_of_a_programme_breaks_neither_drafts_nor_unsent_surveys() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let device = rahmat.device();
    let (draft, unsent) = (rahmat.visit(), visit::complete(device, HERE, 9004));
    device.finish(unsent).unwrap();
    let mut next = device.programmes().unwrap().remove(0);
    let started = next.reference.clone();
    next.reference.version += 1;
    next.rules.minimum_age = 99;
    next.questions.clear();
    world.server().registry().publish_programme(&next).await.unwrap();
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(device.programmes().unwrap()[0], next);

    let kept = device.survey(draft).unwrap();
    assert_eq!((&kept.programme, device.programme_of(&kept).unwrap().reference), (&started, started.clone()));
    assert!(device.findings(draft).unwrap().iter().all(|found| found.code.as_str() != "birth_date.too_young"));
    device.finish(draft).unwrap();
    let fresh = device.start_visit(&next.reference).unwrap();
    assert_eq!(device.survey(fresh).unwrap().programme, next.reference);
    assert_eq!(rahmat.sync().await, None);
    for id in [draft, unsent] {
        world.assert_received_once(&rahmat, id).await;
        assert_eq!(world.stored(id).await.unwrap().survey.programme, started);
    }
}

#[tokio::test]
async fn two_programmes_run_side_by_side() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let device = rahmat.device();
    let [first, second] = device.programmes().unwrap().try_into().unwrap();
    let (a, b) = (rahmat.visit(), device.start_visit(&second.reference).unwrap());
    assert_ne!(
        device.programme_of(&device.survey(a).unwrap()).unwrap(),
        device.programme_of(&device.survey(b).unwrap()).unwrap()
    );
    let answers = device.survey(a).unwrap();
    device
        .edit(b, |survey| {
            let (id, programme) = (survey.id, survey.programme.clone());
            *survey = answers.clone();
            (survey.id, survey.programme) = (id, programme);
            (survey.evidence, survey.statement) = (Vec::new(), None);
        })
        .unwrap();
    device.finish(a).unwrap();
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(world.stored(a).await.unwrap().survey.programme, first.reference);
    assert!(codes(&rahmat, b).is_empty(), "the same person may be asked for two grants");
}

#[tokio::test]
async fn what_a_revoked_device_sealed_is_received_to_be_looked_at_and_counts_when_released() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    let registry = world.server().registry();
    let device = registry.devices().await.unwrap().remove(0).id;
    registry.revoke_device(device).await.unwrap();
    for _ in 0..3 {
        rahmat.device().sync_now().unwrap();
        assert_eq!(rahmat.sync().await, Some(LastError::SignInAgain));
        let row = rahmat.device().outbox().unwrap().remove(0);
        assert_eq!((row.survey, row.delivery), (id, Delivery::Blocked(BlockedReason::Quarantined)));
    }
    let kept = registry.quarantined().await.unwrap();
    assert_eq!((kept.len(), kept[0].survey), (1, id));
    assert!(world.stored(id).await.is_none(), "no survey of the province before somebody looked");
    assert!(rahmat.device().discard_draft(id).is_err(), "and not removable from the phone");

    world.section("released, then the photos follow once the office admits the phone again");
    registry.release_quarantined(kept[0].id, None).await.unwrap();
    assert_eq!(world.stored(id).await.unwrap().survey, rahmat.device().survey(id).unwrap());
    rahmat.device().sync_now().unwrap();
    rahmat.sync().await;
    let row = rahmat.device().outbox().unwrap().remove(0);
    assert_eq!((row.delivery, row.document_sent), (Delivery::Waiting, true));
}

#[tokio::test]
async fn the_older_phone_of_a_person_still_sends_after_a_second_one_was_enrolled() {
    let world = World::start().await;
    let old = world.phone("Rahmat").await;
    let unsent = old.finished_visit();
    let person = old.device().person().unwrap();
    let mut new = Phone::new();
    new.enrol(&world.server().url(), &world.code(&person).await).await;
    let fresh = visit::complete(new.device(), HERE, 9004);
    new.device().finish(fresh).unwrap();
    assert_eq!((new.sync().await, old.sync().await), (None, None));
    world.assert_received_once(&new, fresh).await;
    world.assert_received_once(&old, unsent).await;
}
