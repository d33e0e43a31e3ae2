//! Colleagues of the facilitator, with phones but without windows: what they bring makes the
//! supervisor's queue a queue. Two of them visited the same woman, who keeps two shops.

use chrono::{Datelike, NaiveDate};
use sambang::device::{self, Device, Invitation, Pin, Setup};
use sambang_domain::ids::{PersonId, SurveyId};
use sambang_domain::nik::Sex;
use sambang_domain::open::Unknown;
use sambang_domain::people::{Person, Role};
use sambang_domain::region::{RegionCode, RegionTable};
use sambang_domain::survey::{
    Answer, Business, EvidenceKind, Identity, Legality, Line, NoticeAcknowledged, Position, Premises, Signature,
    StrokePoint,
};
use sambang_server::NewPerson;

use crate::person;
use crate::photographs::Photographs;
use crate::world::World;

/// District of every applicant's NIK.
const DISTRICT: &str = "180302";

/// What the colleagues brought.
pub(crate) struct Brought {
    /// The two surveys with one NIK: of the neighbour's phone and of the other district's.
    pub(crate) duplicates: [SurveyId; 2],
    /// Those with nothing to look at.
    pub(crate) clean: Vec<SurveyId>,
    /// How many there are.
    pub(crate) all: usize,
}

/// Who is visited, and what was seen.
struct Applicant {
    name: &'static str,
    born: (i32, u32, u32),
    sex: Sex,
    serial: u16,
    activity: &'static str,
    line: Line,
    premises: Premises,
    since: i32,
    legality: Legality,
    /// Degrees north and east of where the tour's visit was made.
    away: (f64, f64),
}

impl Applicant {
    fn born(&self) -> NaiveDate {
        let (year, month, day) = self.born;
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    /// A woman's day of birth is written with 40 added: Permendagri 19/2010.
    fn nik(&self) -> String {
        let born = self.born();
        let day = born.day() + if self.sex == Sex::Female { 40 } else { 0 };
        format!("{DISTRICT}{day:02}{:02}{:02}{:04}", born.month(), born.year() % 100, self.serial)
    }
}

const MARYATI: Applicant = Applicant {
    name: "CONTOH MARYATI",
    born: (1979, 5, 5),
    sex: Sex::Female,
    serial: 9011,
    activity: "Jual sayur keliling",
    line: Line::Trade,
    premises: Premises::Mobile,
    since: 2014,
    legality: Legality::Sku,
    away: (0.0011, -0.0008),
};

/// Brings everything to the province.
pub(crate) async fn bring(world: &World, photographs: &Photographs) -> Brought {
    let neighbour = enrol(world, &add_neighbour(world).await).await;
    let other = enrol(world, &other_district(world).await).await;
    let first = visit(&neighbour, &MARYATI, photographs);
    let market = Applicant {
        activity: "Jual bumbu dan sayur di pasar",
        premises: Premises::Stall,
        since: 2017,
        legality: Legality::Nib,
        away: (0.0464, 0.0311),
        ..MARYATI
    };
    let second = visit(&other, &market, photographs);
    let clean = [
        Applicant {
            name: "CONTOH SURYADI",
            born: (1982, 3, 12),
            sex: Sex::Male,
            serial: 9012,
            activity: "Tambal ban dan servis motor",
            line: Line::Service,
            premises: Premises::Stall,
            since: 2009,
            away: (-0.0013, 0.0009),
            ..MARYATI
        },
        Applicant {
            name: "CONTOH WAGIYEM",
            born: (1968, 11, 23),
            serial: 9013,
            activity: "Anyaman bambu",
            line: Line::Craft,
            premises: Premises::Home,
            since: 2003,
            away: (0.0006, 0.0017),
            ..MARYATI
        },
    ];
    let clean = clean.iter().map(|applicant| visit(&neighbour, applicant, photographs)).collect::<Vec<_>>();
    let without_paper = Applicant {
        name: "CONTOH ROHANI",
        born: (1990, 7, 30),
        serial: 9014,
        activity: "Warung kopi",
        line: Line::Food,
        premises: Premises::Stall,
        since: 2018,
        legality: Legality::None,
        away: (-0.0004, -0.0021),
        ..MARYATI
    };
    visit(&neighbour, &without_paper, photographs);
    for phone in [&neighbour, &other] {
        let outcome = phone.sync_once().await.expect("the phone's store works");
        assert_eq!(outcome.trouble, None, "nothing is in the way");
        assert_eq!(phone.outbox().expect("the phone's store works"), [], "the colleagues' surveys arrive");
    }
    Brought { duplicates: [first, second], all: clean.len() + 3, clean }
}

/// Somebody who works in the demonstration facilitator's own districts.
async fn add_neighbour(world: &World) -> Person {
    let Person { area, office, .. } = world.demo.facilitator.clone();
    let neighbour = NewPerson { name: "CONTOH Yuni Astuti".to_owned(), role: Role::Facilitator, area, office };
    world.registry().add_person(neighbour).await.expect("a person can be added")
}

/// The demonstration's other facilitator of the regency.
async fn other_district(world: &World) -> Person {
    let Person { id, office, .. } = &world.demo.facilitator;
    let people = world.registry().people().await.expect("the people can be read");
    let other = |person: &Person| person.role == Role::Facilitator && person.office == *office && person.id != *id;
    let mut others = people.into_iter().filter(|person| other(person) && person.name != "CONTOH Yuni Astuti");
    others.next().expect("the regency has two facilitators")
}

async fn enrol(world: &World, person: &Person) -> Device {
    let setup = Setup::new(world.folder().join(folder_of(person.id)));
    let code = world.registry().enrol_code(person.id).await.expect("a code can be written").code;
    let enrolment = device::enrol(&setup, &Invitation::alone(&world.url(), &code)).await.expect("the code is taken");
    enrolment.finish(&setup, &Pin::parse(person::PIN).expect("six digits")).expect("the phone is enrolled")
}

fn folder_of(person: PersonId) -> String {
    format!("phone-{person}")
}

/// The first village of where the person works.
fn village_of(person: &Person) -> RegionCode {
    RegionTable::shipped().children(person.area[0])[0].code
}

/// A whole visit, sealed.
fn visit(phone: &Device, applicant: &Applicant, photographs: &Photographs) -> SurveyId {
    let programmes = phone.programmes().expect("the programmes are there");
    let programme = programmes.iter().find(|programme| programme.reference.id == "bpum-2021").expect("BPUM 2021");
    let id = phone.start_visit(&programme.reference).expect("a visit can begin");
    let now = phone.now();
    let village = village_of(&phone.person().expect("the phone is somebody's"));
    phone
        .edit(id, |survey| {
            survey.notice = Some(NoticeAcknowledged { version: programme.notice.version, at: now });
            survey.identity = Identity {
                nik: applicant.nik(),
                nik_confirmed: true,
                family_card: format!("{DISTRICT}020110{}", applicant.serial),
                name: applicant.name.to_owned(),
                birth_place: person::BIRTH_PLACE.to_owned(),
                birth_date: Some(applicant.born()),
                sex: Some(applicant.sex),
                address: "Dusun II Contoh".to_owned(),
                village: Some(village),
                phone: format!("08120000{}", applicant.serial),
                ..Identity::default()
            };
            survey.business = Business {
                line: Some(applicant.line.clone()),
                activity: applicant.activity.to_owned(),
                since_year: Some(applicant.since),
                premises: Some(applicant.premises.clone()),
                legality: Some(applicant.legality.clone()),
                legality_number: format!("503/{}/CONTOH/2021", applicant.serial),
                workers: Some(1),
                same_as_home: Some(true),
                ..Business::default()
            };
            let (latitude, longitude, accuracy_m) = person::POSITION;
            let (north, east) = applicant.away;
            survey.position = Some(Position {
                latitude: latitude + north,
                longitude: longitude + east,
                accuracy_m,
                at: now,
                mock: None,
                by_hand: false,
                receiver_ahead_ms: None,
                unknown: Unknown::new(),
            });
            for question in &programme.questions {
                let answer = Answer { yes: question.eligible.unwrap_or(false), year: None, unknown: Unknown::new() };
                survey.eligibility.insert(question.id.clone(), answer);
            }
        })
        .expect("the answers can be kept");
    // Who goes from door to door has no front like a stall's.
    let (front, goods) = match applicant.premises {
        Premises::Stall => (&photographs.front, &photographs.goods),
        _ => (&photographs.goods, &photographs.front),
    };
    let mut photos = vec![
        (EvidenceKind::IdentityCard, photographs.card_of(&applicant.nik())),
        (EvidenceKind::BusinessFront, photographs.business_of(front, applicant.serial)),
        (EvidenceKind::BusinessActivity, photographs.business_of(goods, applicant.serial)),
        (EvidenceKind::SignedStatement, photographs.paper.clone()),
    ];
    if applicant.legality != Legality::None {
        photos.push((EvidenceKind::LegalityDocument, photographs.letter.clone()));
    }
    for (kind, path) in photos {
        phone.add_photo(id, kind, &std::fs::read(path).expect("a photograph")).expect("the photo can be kept");
    }
    let stroke = [(500, 800), (3_000, 5_000), (6_000, 1_000), (9_000, 4_000)];
    let stroke = stroke.into_iter().zip(0..).map(|((x, y), n)| StrokePoint { x, y, t_ms: n * 90 }).collect();
    phone.sign(id, person::PLACE, Signature { strokes: vec![stroke] }, false).expect("the statement can be signed");
    phone.finish(id).expect("the visit is complete");
    id
}
