//! How many connections are open, and who goes when there are too many.
//!
//! A limit alone would let three hundred silent connections shut everybody out. So a newcomer takes the
//! place of whoever has been silent longest, those first that never said a word.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::activity::Activity;

/// Who has spoken and is silent for less is not sent away for a newcomer: it may wait for its answer.
const GRACE: Duration = Duration::from_secs(15);

/// All open connections.
#[derive(Debug)]
pub(super) struct Crowd {
    total: usize,
    per_address: usize,
    members: Mutex<Members>,
    open: watch::Sender<usize>,
}

#[derive(Debug, Default)]
struct Members {
    next: u64,
    open: HashMap<u64, Member>,
}

#[derive(Debug)]
struct Member {
    from: Option<IpAddr>,
    activity: Arc<Activity>,
    sent_away: Arc<Notify>,
}

/// A connection's place, free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    crowd: Arc<Crowd>,
    number: u64,
    pub(super) activity: Arc<Activity>,
    sent_away: Arc<Notify>,
}

impl Crowd {
    /// Room for `total` connections, and `per_address` of each address.
    pub(super) fn new(total: usize, per_address: usize) -> Arc<Self> {
        Arc::new(Self { total, per_address, members: Mutex::default(), open: watch::Sender::default() })
    }

    /// A place for a connection; none when nobody can be sent away for it. `from` is none where many callers
    /// share an address, as behind a proxy.
    pub(super) fn admit(self: &Arc<Self>, from: Option<IpAddr>) -> Option<Place> {
        let mut members = self.members();
        let of_address = members.open.values().filter(|member| from.is_some() && member.from == from).count();
        if of_address >= self.per_address {
            members.send_away(|member| member.from == from)?;
        }
        if members.open.len() >= self.total {
            members.send_away(|_| true)?;
        }
        let (activity, sent_away) = (Activity::begin(), Arc::new(Notify::new()));
        let number = members.next;
        members.next += 1;
        members.open.insert(number, Member { from, activity: activity.clone(), sent_away: sent_away.clone() });
        self.open.send_replace(members.open.len());
        Some(Place { crowd: self.clone(), number, activity, sent_away })
    }

    /// How many connections are open, at every moment.
    pub(super) fn open(&self) -> watch::Receiver<usize> {
        self.open.subscribe()
    }

    fn members(&self) -> MutexGuard<'_, Members> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Members {
    /// Sends one away; none when each of them is at work.
    fn send_away(&mut self, among: impl Fn(&Member) -> bool) -> Option<()> {
        let silent = self.open.iter().filter(|(_, member)| among(member) && member.may_go());
        let longest =
            |(number, member): &(&u64, &Member)| (member.activity.has_spoken(), member.activity.last(), **number);
        let (&number, _) = silent.min_by_key(longest)?;
        self.open.remove(&number)?.sent_away.notify_one();
        Some(())
    }
}

impl Member {
    fn may_go(&self) -> bool {
        !self.activity.has_spoken() || self.activity.last() + GRACE <= Instant::now()
    }
}

impl Place {
    /// Ends when the place is given to somebody else.
    pub(super) async fn lost(&self) {
        self.sent_away.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut members = self.crowd.members();
        members.open.remove(&self.number);
        self.crowd.open.send_replace(members.open.len());
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::super::activity::{Patience, Watched};
    use super::*;
    use crate::api::Unread;

    fn from(last: u8) -> Option<IpAddr> {
        Some(Ipv4Addr::new(203, 0, 113, last).into())
    }

    async fn speak(place: &Place) {
        let (ours, mut theirs) = duplex(8);
        let patience = Patience { first_byte: Duration::from_secs(9), idle: Duration::from_secs(9) };
        theirs.write_u8(1).await.unwrap();
        Watched::new(ours, place.activity.clone(), patience, Unread::default()).read_u8().await.unwrap();
    }

    async fn is_lost(place: &Place) -> bool {
        tokio::time::timeout(Duration::from_millis(1), place.lost()).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn a_newcomer_takes_the_place_of_the_longest_silent_who_never_spoke() {
        let crowd = Crowd::new(3, 10);
        let busy = crowd.admit(from(1)).unwrap();
        speak(&busy).await;
        let first = crowd.admit(from(2)).unwrap();
        tokio::time::advance(Duration::from_secs(1)).await;
        let second = crowd.admit(from(3)).unwrap();
        let newcomer = crowd.admit(from(4)).unwrap();
        assert!(is_lost(&first).await);
        for stays in [&busy, &second, &newcomer] {
            assert!(!is_lost(stays).await);
        }
        drop(first);
        assert_eq!(*crowd.open().borrow(), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_at_work_is_sent_away_and_who_is_idle_may_be() {
        let crowd = Crowd::new(1, 10);
        let busy = crowd.admit(from(1)).unwrap();
        speak(&busy).await;
        assert!(crowd.admit(from(2)).is_none());
        tokio::time::advance(GRACE).await;
        assert!(crowd.admit(from(2)).is_some());
        assert!(is_lost(&busy).await);
    }

    #[tokio::test(start_paused = true)]
    async fn one_address_pays_for_itself_alone_and_a_proxy_has_no_limit_of_its_own() {
        let crowd = Crowd::new(10, 2);
        let calm = crowd.admit(from(1)).unwrap();
        let many: Vec<_> = (0..5).map(|_| crowd.admit(from(2)).unwrap()).collect();
        assert!(!is_lost(&calm).await);
        for (number, place) in many.iter().enumerate() {
            assert_eq!(is_lost(place).await, number < 3, "{number}");
        }
        let behind_proxy: Vec<_> = (0..7).map(|_| crowd.admit(None).unwrap()).collect();
        assert!(!is_lost(&behind_proxy[0]).await);
        drop((many, behind_proxy));
        assert_eq!(*crowd.open().borrow(), 1);
    }
}
