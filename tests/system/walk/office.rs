//! What the office does, and what happens to its server.

use tempfile::TempDir;

use super::story::{Held, Story};
use crate::phone::Phone;

/// Tokens end after half a year without use.
const MONTHS: u32 = 5;
const MONTH_MS: i64 = 31 * 86_400_000;

/// A copy of the province's store.
pub enum Copy {
    /// Its files, copied while the server stood still.
    Files(TempDir),
    /// A backup that the program made and noted.
    Backup(TempDir),
}

impl Story {
    pub async fn restart_server(&mut self) {
        let address = self.world.server().addr;
        self.world.server_goes().await;
        self.world.server_returns_at(address).await;
        self.tell("the server is stopped and started".to_owned());
    }

    /// A facilitator gets another phone; half of the time the office blocks the old one.
    pub async fn replace_phone(&mut self) {
        let at = self.dice.below(self.phones.len());
        let blocked = self.dice.below(2) == 0 && self.block(at).await;
        let mut phone = Phone::new();
        let code = self.world.code(&self.phones[at].person).await;
        phone.enrol(&self.world.server().url(), &code).await;
        self.phones.push(Held::new(&self.world, phone).await);
        self.tell(format!("the person of phone {at} gets another phone; the old one is blocked: {blocked}"));
    }

    /// The two supervisors exchange their districts.
    pub async fn hand_over(&mut self) {
        let registry = self.world.server().registry();
        let people = registry.people().await.unwrap();
        let area = |held: &Held| people.iter().find(|person| person.id == held.person.id).unwrap().area.clone();
        let (first, second) = (area(&self.tablets[0]), area(&self.tablets[1]));
        registry.set_area(self.tablets[0].person.id, second).await.unwrap();
        registry.set_area(self.tablets[1].person.id, first).await.unwrap();
        self.tell("the supervisors exchange their districts".to_owned());
    }

    /// Phones give away what a finished backup holds, so nothing from before the newest one is put back later.
    pub async fn copy_the_store(&mut self) {
        if self.dice.below(3) == 0 {
            self.copies = vec![Copy::Backup(self.world.backup().await)];
            return self.tell("the office makes a backup".to_owned());
        }
        self.copies.push(Copy::Files(self.world.copy_of_the_store().await));
        self.tell("the store is copied".to_owned());
    }

    /// Some copy is put back, announced or not. Devices that the store forgot, or that were blocked since, are what
    /// they were to it then.
    pub async fn put_a_copy_back(&mut self) {
        if self.copies.is_empty() {
            return self.copy_the_store().await;
        }
        let (at, announced) = (self.dice.below(self.copies.len()), self.dice.below(2) == 0);
        let how = match &self.copies[at] {
            Copy::Backup(place) => {
                self.world.restore_backup(place).await;
                "restored"
            }
            Copy::Files(copy) if announced => {
                self.world.restore(copy).await;
                "restored"
            }
            Copy::Files(copy) => {
                self.world.put_back(copy).await;
                "put back unannounced"
            }
        };
        self.met.push(how.to_owned());
        let devices = self.world.server().registry().devices().await.unwrap();
        self.tell(format!("copy {at} of the store is {how}"));
        for at in 0..self.phones.len() {
            let held = &mut self.phones[at];
            let before = held.blocked;
            held.blocked = devices.iter().any(|device| device.id == held.device && device.revoked_at.is_some());
            // The office looks through its list, or forgets to.
            if before && !held.blocked && self.dice.below(2) == 0 {
                self.block(at).await;
            }
        }
    }

    /// Blocks a phone; false when a store that was put back does not know it.
    async fn block(&mut self, at: usize) -> bool {
        let held = &mut self.phones[at];
        held.blocked |= self.world.server().registry().revoke_device(held.device).await.is_ok();
        let blocked = held.blocked;
        self.tell(format!("the office blocks phone {at}: {blocked}"));
        blocked
    }

    /// A phone is said to be stolen.
    pub async fn block_a_phone(&mut self) {
        let at = self.dice.below(self.phones.len());
        self.block(at).await;
    }

    /// A device that the store does not know gets a fresh code. False for a blocked one.
    pub async fn enrol_again(&mut self, who: usize) -> bool {
        let held = self.held(who);
        if held.blocked {
            return false;
        }
        held.phone.device().enrol_again(&self.world.code(&held.person).await).await.unwrap();
        self.met.push("enrolled again".to_owned());
        self.tell(format!("device {who} is enrolled again"));
        true
    }

    /// The office sees that it blocked somebody by mistake.
    pub async fn admit_a_phone(&mut self) {
        let blocked: Vec<_> = (0..self.phones.len()).filter(|at| self.phones[*at].blocked).collect();
        let Some(at) = self.dice.pick(&blocked) else { return };
        self.world.server().registry().admit_device(self.phones[at].device).await.unwrap();
        self.phones[at].blocked = false;
        self.phones[at].phone.device().sync_now().unwrap();
        self.tell(format!("phone {at} is admitted again"));
    }

    /// Everybody is on leave; what is in a backup may leave the phones afterwards.
    pub fn let_a_month_pass(&mut self) {
        if self.months == MONTHS {
            return;
        }
        self.months += 1;
        self.world.clock.advance_ms(MONTH_MS);
        for held in self.phones.iter().chain(&self.tablets) {
            held.phone.clock.advance_ms(MONTH_MS);
        }
        self.tell("a month passes".to_owned());
    }
}
