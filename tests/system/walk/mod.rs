//! The random walk: people fill, seal, sync, lose the network, crash, review, correct and replace devices in
//! a random order, and the province's store is put back from copies. At the end the promises must hold.
//!
//! 200 seeds run in `./check`. `SAMBANG_WALK_SEEDS=5000` runs more, `SAMBANG_WALK_SEED=17` runs one
//! and tells its story.

mod dice;
mod invariants;
mod office;
mod story;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use story::Story;

/// Steps of one walk.
const STEPS: usize = 50;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn whatever_happens_in_whatever_order_the_promises_hold() {
    if let Some(seed) = number("SAMBANG_WALK_SEED") {
        walk(seed).print();
        return;
    }
    let seeds = number("SAMBANG_WALK_SEEDS").unwrap_or(200);
    let next = AtomicU64::new(0);
    let met = Mutex::new(BTreeMap::new());
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get().min(8));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds {
                        break;
                    }
                    walk(seed).met(&mut met.lock().unwrap());
                }
            });
        }
    });
    let met = met.into_inner().unwrap();
    println!("{seeds} walks met {met:?}");
    if seeds >= 200 {
        for event in story::EVENTS {
            assert!(met.get(event).is_some_and(|times| *times > 0), "no walk met {event}");
        }
    }
}

/// One walk. When it fails, its seed and its story are printed.
fn walk(seed: u64) -> Story {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut story = Story::begin(seed).await;
        for _ in 0..STEPS {
            story.step().await;
        }
        story.settle().await;
        invariants::assert(&story).await;
        story.count().await;
        story
    })
}
