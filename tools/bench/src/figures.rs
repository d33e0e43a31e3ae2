//! Series of measurements, and what is read from a clock.

use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};

/// Measurements of one thing, in the order they were taken.
#[derive(Debug, Default, Clone)]
pub(crate) struct Series(Vec<f64>);

impl Series {
    pub(crate) fn add(&mut self, value: f64) {
        self.0.push(value);
    }

    /// The value in the middle.
    pub(crate) fn median(&self) -> f64 {
        self.percentile(50.0)
    }

    /// The value that `percent` of all do not exceed; 0 for none.
    pub(crate) fn percentile(&self, percent: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let rank = (percent / 100.0 * sorted.len() as f64).ceil().max(1.0) as usize;
        sorted.get(rank - 1).or(sorted.last()).copied().unwrap_or_default()
    }
}

/// What `work` gives, and the milliseconds it took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = Instant::now();
    let result = work();
    (result, milliseconds_since(begun))
}

pub(crate) fn milliseconds_since(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

/// CPU time of this process and all its threads so far, in milliseconds.
pub(crate) fn own_cpu_ms() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1000.0 + time.tv_nsec as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let series = Series((1..=100).rev().map(f64::from).collect());
        assert_eq!(series.median(), 50.0);
        assert_eq!(series.percentile(99.0), 99.0);
        assert_eq!(series.percentile(100.0), 100.0);
        assert_eq!(Series::default().median(), 0.0);
    }
}
