//! The queue of a supervisor whose area has 5,000 surveys.

use sambang::platform::new_id;
use sambang::store::{AreaEntry, AreaUpdate, FindingsFilter, QueueFilter, QueueGroup, QueueSort, Store, StoreKey};
use sambang_domain::ids::{Digest, PersonId, SurveyId};
use sambang_domain::open::Unknown;
use sambang_domain::programme::Programme;
use sambang_domain::region::RegionTable;
use sambang_domain::review::ReviewState;
use sambang_domain::survey::Survey;
use sambang_domain::wire::v1::{AreaRevision, AreaSurvey};

use super::Bench;
use crate::Outcome;
use crate::figures::{Series, timed};
use crate::phone::MORNING;
use crate::report::{Budget, Report, Row};

const SURVEYS: u32 = 5000;
const ROUNDS: u32 = 41;
/// Rows that a screen asks for.
const SCREEN: u32 = 50;
const MOST_MS: f64 = 5.0;
/// The most surveys on a page of an area.
const PAGE: usize = 50;

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let folder = bench.path().join("area");
    std::fs::create_dir_all(&folder)?;
    let store = Store::open(&folder, &StoreKey::new([7; 32]))?;
    let page = fill(&store)?;
    let mut series = Series::default();
    for _ in 0..ROUNDS {
        let (kept, ms) = timed(|| store.keep_area_page(&page, 1));
        kept?;
        series.add(ms);
    }
    report.add(Row {
        what: format!("{PAGE} changed surveys of an area of {SURVEYS} taken in, durable"),
        value: series.median(),
        unit: "ms",
        yardstick: None,
        budget: Budget::None,
    });
    let asked = [
        ("oldest first", QueueFilter { limit: SCREEN, ..QueueFilter::default() }),
        (
            "by name, from the middle",
            QueueFilter {
                limit: SCREEN,
                offset: SURVEYS / 2,
                sort: QueueSort::Name,
                group: QueueGroup::All,
                ..QueueFilter::default()
            },
        ),
        (
            "with findings and a typed word that nobody has",
            QueueFilter {
                limit: SCREEN,
                findings: FindingsFilter::With,
                text: "zulaikha".to_owned(),
                ..QueueFilter::default()
            },
        ),
    ];
    for (what, filter) in asked {
        let mut series = Series::default();
        for _ in 0..ROUNDS {
            let (rows, ms) =
                timed(|| Ok::<_, sambang::store::StoreError>((store.queue(&filter)?, store.queue_counts()?)));
            rows?;
            series.add(ms);
        }
        report.add(Row {
            what: format!("{SCREEN} of {SURVEYS} surveys of an area and all counts, {what}"),
            value: series.median(),
            unit: "ms",
            yardstick: None,
            budget: Budget::AtMost(MOST_MS),
        });
    }
    Ok(())
}

/// Stands in for the province: the store keeps what sync has read. Returns the last page.
fn fill(store: &Store) -> Outcome<Vec<AreaUpdate>> {
    let programme = Programme::shipped()?.remove(0);
    let villages = RegionTable::shipped().children("180302".parse()?);
    let mut updates = Vec::new();
    for number in 0..SURVEYS {
        let now = MORNING.plus_ms(i64::from(number) * 60_000);
        let person = PersonId(new_id(now));
        let village = villages.get(number as usize % villages.len()).ok_or("no village")?.code;
        let day = now.utc().date_naive();
        let mut survey = Survey::start(SurveyId(new_id(now)), programme.reference.clone(), person, now, day);
        survey.identity.name = format!("CONTOH Siti Aminah {}", number.wrapping_mul(7919) % SURVEYS);
        survey.identity.nik = format!("180302410287{:04}", 9000 + number % 1000);
        survey.identity.village = Some(village);
        survey.business.activity = "gorengan dan minuman".to_owned();
        let document = serde_json::to_string(&survey)?;
        let revision = AreaRevision {
            number: 1,
            digest: Digest::of(document.as_bytes()),
            document,
            signature: [0; 64],
            device_key: String::new(),
            received_at: now,
            pass: None,
            unknown: Unknown::new(),
        };
        let area = AreaSurvey {
            programme: programme.reference.clone(),
            village,
            facilitator: person,
            facilitator_name: "CONTOH Rahmat Hidayat".to_owned(),
            receipt_number: format!("18-2021-{number:07}"),
            first_received_at: now,
            state: if number % 3 == 0 { ReviewState::Approved } else { ReviewState::Received },
            decided_by: None,
            revisions: vec![revision],
            attachments: Vec::new(),
            reviews: Vec::new(),
            duplicates: Vec::new(),
            same_family_card: 0,
            shared_pictures: Vec::new(),
            unknown: Unknown::new(),
        };
        let findings =
            if number % 4 == 0 { vec![("identity.nik".to_owned(), "nik.sex".to_owned())] } else { Vec::new() };
        let entry = AreaEntry { area, survey, findings, changed_fields: 0, seal_fits: true };
        updates.push(AreaUpdate::Here(Box::new(entry)));
    }
    for page in updates.chunks(PAGE) {
        store.keep_area_page(page, 1)?;
    }
    Ok(updates.split_off(updates.len().saturating_sub(PAGE)))
}
