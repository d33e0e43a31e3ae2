//! The people of one walk and what happens to them.

use std::collections::{BTreeMap, BTreeSet};

use sambang::device::{Group, LastError, ListFilter, LocalCopy, QueueFilter, ReviewDraft};
use sambang::sync::Method;
use sambang_domain::check;
use sambang_domain::ids::{DeviceId, ReviewId, SurveyId};
use sambang_domain::people::Person;
use sambang_domain::review::{Comment, RejectReason, Verdict};
use sambang_domain::survey::Survey;
use sambang_server::RevisionKind;

use super::dice::Dice;
use super::office::Copy;
use crate::network::Fault;
use crate::phone::Phone;
use crate::visit;
use crate::world::World;

/// NIK serials that visits draw from: few, so that duplicates happen.
const SERIALS: usize = 6;
/// Villages: two districts of one regency.
const VILLAGES: [&str; 2] = ["1803022001", "1803072001"];

/// Events that the walks together must meet, or they test too little. Stale decisions and conflicts come too
/// rarely for that; they have tests of their own.
pub const EVENTS: [&str; 10] = [
    "applied",
    "handed_over",
    "double",
    "correction",
    "quarantine",
    "approved",
    "restored",
    "put back unannounced",
    "enrolled again",
    "purged",
];

/// Between two steps.
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// A device and whose it is.
pub struct Held {
    pub phone: Phone,
    pub person: Person,
    pub device: DeviceId,
    /// The office blocked it; what it brings goes into quarantine.
    pub blocked: bool,
}

pub struct Story {
    pub world: World,
    pub phones: Vec<Held>,
    pub tablets: Vec<Held>,
    /// The answers of every revision that was sealed.
    pub sealed: Vec<Survey>,
    /// Every decision that was sealed.
    pub decided: BTreeSet<ReviewId>,
    /// The newest name that was given to each draft, and on which phone.
    pub drafts: BTreeMap<SurveyId, (usize, String)>,
    /// Copies of the province's store that may be put back.
    pub copies: Vec<Copy>,
    /// Months that have passed.
    pub months: u32,
    pub dice: Dice,
    told: Vec<String>,
    pub met: Vec<String>,
    seed: u64,
}

/// Prints the story when the walk fails.
impl Drop for Story {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("the walk of seed {} failed; SAMBANG_WALK_SEED={} repeats it:", self.seed, self.seed);
            self.print();
        }
    }
}

impl Held {
    /// A device that was enrolled a moment ago.
    pub async fn new(world: &World, phone: Phone) -> Self {
        let person = phone.device().person().unwrap();
        let devices = world.server().registry().devices().await.unwrap();
        let device = devices.iter().rfind(|device| device.person == person.id).unwrap().id;
        Self { phone, person, device, blocked: false }
    }
}

impl Story {
    pub async fn begin(seed: u64) -> Self {
        let world = World::start().await;
        let (mut phones, mut tablets) = (Vec::new(), Vec::new());
        for name in ["Rahmat", "Yulianti"] {
            phones.push(Held::new(&world, world.phone(name).await).await);
        }
        for (name, district) in [("Dewi", "180302"), ("Budi", "180307")] {
            let held = Held::new(&world, world.tablet(name).await).await;
            world.server().registry().set_area(held.person.id, vec![district.parse().unwrap()]).await.unwrap();
            tablets.push(held);
        }
        Self {
            world,
            phones,
            tablets,
            sealed: Vec::new(),
            decided: BTreeSet::new(),
            drafts: BTreeMap::new(),
            copies: Vec::new(),
            months: 0,
            dice: Dice::new(seed),
            told: Vec::new(),
            met: Vec::new(),
            seed,
        }
    }

    /// Notes what this walk met, for [`EVENTS`].
    pub async fn count(&mut self) {
        let registry = self.world.server().registry();
        for review in registry.reviews().await.unwrap() {
            self.met.push(review.outcome.as_str().to_owned());
        }
        for row in registry.revisions().await.unwrap() {
            let kind = if row.kind == RevisionKind::Main { "correction" } else { "conflict" };
            self.met.extend((row.number > 1).then(|| kind.to_owned()));
            let state = registry.find_state(row.survey).await.unwrap().unwrap().state;
            self.met.push(state.as_str().to_owned());
        }
        for held in &self.phones {
            let device = held.phone.device();
            let rows = device.list(&ListFilter { group: Group::All, text: String::new(), limit: 1000 }).unwrap();
            let receipts = rows.iter().filter_map(|row| device.receipt(row.id).unwrap());
            let left = receipts.filter(|receipt| receipt.local == LocalCopy::Left);
            self.met.extend(left.map(|_| "purged".to_owned()));
        }
        self.met.extend(registry.quarantined().await.unwrap().iter().map(|_| "quarantine".to_owned()));
    }

    /// Adds it to what others met.
    pub fn met(&self, all: &mut BTreeMap<String, u32>) {
        for event in &self.met {
            *all.entry(event.clone()).or_default() += 1;
        }
    }

    pub fn print(&self) {
        println!("  {}", self.told.join("\n  "));
    }

    pub fn tell(&mut self, what: String) {
        self.told.push(what);
    }

    pub async fn step(&mut self) {
        self.world.clock.advance_ms(MINUTE_MS);
        for held in self.phones.iter().chain(&self.tablets) {
            held.phone.clock.advance_ms(MINUTE_MS);
        }
        match self.dice.below(126) {
            0..14 => self.visit(),
            14..18 => self.type_into_a_draft(),
            18..42 => self.sync_somebody().await,
            42..70 => self.decide().await,
            70..86 => self.correct().await,
            86..92 => self.crash(),
            92..94 => self.restart_server().await,
            94..97 => self.replace_phone().await,
            97..100 => self.hand_over().await,
            100..104 => self.put_a_firewall_up(),
            104..108 => self.set_a_clock(),
            108..113 => self.copy_the_store().await,
            113..118 => self.put_a_copy_back().await,
            118..121 => self.block_a_phone().await,
            121..124 => self.admit_a_phone().await,
            _ => self.let_a_month_pass(),
        }
    }

    /// A visit, sealed at once.
    fn visit(&mut self) {
        let at = self.dice.below(self.phones.len());
        let (serial, village) = (self.dice.below(SERIALS), self.dice.below(VILLAGES.len()));
        let device = self.phones[at].phone.device();
        let id = device.start_visit(&device.programmes().unwrap()[0].reference).unwrap();
        visit::fill_with(device, id, VILLAGES[village], 9100 + serial as u32, visit::small_jpeg);
        self.seal(at, id);
        self.tell(format!("phone {at} visits NIK {serial} in village {village}: {id}"));
    }

    fn seal(&mut self, at: usize, id: SurveyId) {
        let device = self.phones[at].phone.device();
        device.finish(id).unwrap();
        self.sealed.push(device.survey(id).unwrap());
    }

    fn type_into_a_draft(&mut self) {
        let at = self.dice.below(self.phones.len());
        let name = format!("CONTOH Draf {}", self.dice.below(1000));
        let device = self.phones[at].phone.device();
        let own: Vec<_> = self.drafts.iter().filter(|(_, (phone, _))| *phone == at).map(|(id, _)| *id).collect();
        let id = match self.dice.pick(&own) {
            Some(id) => id,
            None => device.start_visit(&device.programmes().unwrap()[0].reference).unwrap(),
        };
        device.edit(id, |survey| survey.identity.name.clone_from(&name)).unwrap();
        self.tell(format!("phone {at} types a name into {id}"));
        self.drafts.insert(id, (at, name));
    }

    /// The facilitator takes up a returned survey, changes an answer and seals it again.
    async fn correct(&mut self) {
        let at = self.dice.below(self.phones.len());
        let device = self.phones[at].phone.device().clone();
        let filter = ListFilter { group: Group::Returned, text: String::new(), limit: 50 };
        let returned: Vec<_> = device.list(&filter).unwrap().into_iter().map(|row| row.id).collect();
        let Some(id) = self.dice.pick(&returned) else { return self.sync(at).await };
        let notice = device.returned(id).unwrap().unwrap();
        if device.is_sealed(id).unwrap() {
            device.begin_correction(id).unwrap();
        }
        let address = format!("Dusun {}", self.sealed.len());
        device.edit(id, |survey| survey.identity.address = address).unwrap();
        // The statement names the address.
        visit::sign(&device, id);
        device.reply(id, notice.review.id, "identity.address", "Sudah diperbaiki.").unwrap();
        // Photos that the old phone never sent are not on the new one.
        let incomplete = !check::may_finish(&device.findings(id).unwrap());
        if incomplete || self.dice.below(5) == 0 {
            return self.tell(format!("phone {at} leaves the correction of {id} for later"));
        }
        self.seal(at, id);
        self.tell(format!("phone {at} corrects {id}"));
    }

    /// The supervisor decides about something that waits on the tablet.
    async fn decide(&mut self) {
        let at = self.dice.below(self.tablets.len());
        let device = self.tablets[at].phone.device().clone();
        let rows = device.queue(&QueueFilter { limit: 50, ..QueueFilter::default() }).unwrap();
        let ids: Vec<_> = rows.into_iter().map(|row| row.survey).collect();
        let Some(id) = self.dice.pick(&ids) else { return self.sync(self.phones.len() + at).await };
        let case = device.case(id).unwrap();
        let verdict = [Verdict::Approve, Verdict::Approve, Verdict::Return, Verdict::Return, Verdict::Reject]
            [self.dice.below(5)]
        .clone();
        let comment = Comment {
            path: "identity.address".to_owned(),
            text: "Mohon diperiksa lagi.".to_owned(),
            unknown: Default::default(),
        };
        let draft = ReviewDraft {
            comments: if verdict == Verdict::Return { vec![comment] } else { Vec::new() },
            reason: (verdict == Verdict::Reject).then_some(RejectReason::PhotoUnfit),
            ..ReviewDraft::default()
        };
        device.set_case_draft(id, &draft).unwrap();
        let review = device.decide(id, case.digest, verdict.clone()).unwrap();
        self.decided.insert(review);
        self.tell(format!("tablet {at} decides {} about {id} revision {}", verdict.as_str(), case.revision));
    }

    async fn sync_somebody(&mut self) {
        let who = self.dice.below(self.phones.len() + self.tablets.len());
        self.sync(who).await;
    }

    /// One run; every second one meets no fault.
    async fn sync(&mut self, who: usize) {
        let length = self.dice.below(2) * self.dice.below(12);
        let faults: Vec<_> = (0..length).map(|_| self.fault()).collect();
        let at = who.checked_sub(self.phones.len());
        let name = at.map_or(format!("phone {who}"), |at| format!("tablet {at}"));
        let unreported = length > 0 && self.dice.below(4) == 0;
        let held = self.held(who);
        held.phone.network.script(faults.clone());
        held.phone.network.lose_reports(unreported);
        let trouble = held.phone.sync().await;
        held.phone.network.script([]);
        held.phone.network.lose_reports(false);
        self.tell(format!("{name} syncs through {faults:?}, its report lost: {unreported}: {trouble:?}"));
        if trouble == Some(LastError::SignInAgain) && self.dice.below(2) == 0 {
            self.enrol_again(who).await;
        }
    }

    /// Bytes that change on the way are not among them: TLS turns those into a broken connection.
    fn fault(&mut self) -> Fault {
        match self.dice.below(15) {
            0 => Fault::Offline,
            1 => Fault::LoseRequest,
            2 | 3 => Fault::LoseReply,
            4 => Fault::CaptivePortal,
            5 => Fault::Status(503),
            6 => Fault::CutAfter(self.dice.below(20_000)),
            _ => Fault::None,
        }
    }

    /// From here on something on the way refuses one survey, or one method; or nothing any more.
    fn put_a_firewall_up(&mut self) {
        let who = self.dice.below(self.phones.len() + self.tablets.len());
        let refused = self.dice.pick(&self.sealed).map(|survey| survey.id.to_string());
        let fault = [Fault::Firewall, Fault::Silence, Fault::LoseRequest][self.dice.below(3)];
        let kind = self.dice.below(3);
        let network = self.device(who).network.clone();
        match (kind, refused) {
            (0, Some(survey)) => network.refuse(move |request| request.url.contains(&survey).then_some(fault)),
            (1, _) => network.refuse(|request| (request.method == Method::Patch).then_some(Fault::NoSuchMethod)),
            _ => network.clear(),
        }
        self.tell(format!("a firewall of kind {kind} with {fault:?} before device {who}"));
    }

    /// Somebody sets the clock of a device, or its battery was out.
    fn set_a_clock(&mut self) {
        let who = self.dice.below(self.phones.len() + self.tablets.len());
        let ms = [-51 * 365 * DAY_MS, -3 * DAY_MS, DAY_MS, 5_000 * DAY_MS][self.dice.below(4)];
        self.device(who).clock.advance_ms(ms);
        self.tell(format!("the clock of device {who} goes by {ms} ms"));
    }

    fn device(&self, who: usize) -> &Phone {
        &self.held(who).phone
    }

    /// A phone or, counted on, a tablet.
    pub fn held(&self, who: usize) -> &Held {
        let at = who.checked_sub(self.phones.len());
        at.map_or_else(|| &self.phones[who], |at| &self.tablets[at])
    }

    fn crash(&mut self) {
        let who = self.dice.below(self.phones.len() + self.tablets.len());
        let phones = self.phones.len();
        let held = if who < phones { &mut self.phones[who] } else { &mut self.tablets[who - phones] };
        held.phone.crash();
        let device = held.phone.device();
        for (id, (_, name)) in self.drafts.iter().filter(|(_, (at, _))| *at == who) {
            assert_eq!(device.survey(*id).unwrap().identity.name, *name, "what was typed is there");
        }
        self.tell(format!("device {who} is killed"));
    }

    /// The network is good, the office lets in whom the store forgot and looks at what is in quarantine, and
    /// everybody syncs until nothing moves.
    pub async fn settle(&mut self) {
        let everybody = self.phones.len() + self.tablets.len();
        for who in 0..everybody {
            self.device(who).network.clear();
        }
        // What one device shows of a store that was put back, the others hear in the next round.
        for _ in 0..5 {
            for who in 0..everybody {
                if self.device(who).sync().await == Some(LastError::SignInAgain) && self.enrol_again(who).await {
                    self.device(who).sync().await;
                }
            }
            let registry = self.world.server().registry();
            for entry in registry.quarantined().await.unwrap() {
                if entry.released_at.is_none() {
                    registry.release_quarantined(entry.id, None).await.unwrap();
                }
            }
        }
        self.tell("everybody has synced".to_owned());
    }
}
