//! Whether two kinds of answers take different times, told from few of them on
//! a network that has a rhythm of its own.

use std::time::Duration;

use statrs::stats_tests::Alternative;
use statrs::stats_tests::mannwhitneyu::{MannWhitneyUMethod, mannwhitneyu};

/// Chance may bring a difference like this in one run of a thousand.
const CHANCE: f64 = 0.001;

/// A difference of the medians that somebody on the internet could use.
const LEAST: Duration = Duration::from_millis(2);

/// The same as a part of the longer median: one in this many.
const PART: u32 = 10;

/// Two kinds of answers side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Comparison {
    /// The median of each kind.
    pub(super) medians: (Duration, Duration),
    /// How probable such a difference of ranks is if there is none (Mann and
    /// Whitney, both sides).
    pub(super) chance: f64,
}

impl Comparison {
    /// None if one of the two has no times.
    pub(super) fn of(one: &[Duration], other: &[Duration]) -> Option<Self> {
        let medians = (median(one)?, median(other)?);
        // The normal approximation knows ties, and is close from ten times on.
        let method = MannWhitneyUMethod::AsymptoticInclContinuityCorrection;
        let (_, chance) = mannwhitneyu(one, other, method, Alternative::TwoSided).ok()?;
        Some(Self { medians, chance })
    }

    /// Whether the two differ by more than chance and by enough to matter.
    pub(super) fn is_clear(&self) -> bool {
        let (one, other) = self.medians;
        let difference = one.abs_diff(other);
        self.chance < CHANCE && difference >= LEAST && difference >= one.max(other) / PART
    }
}

/// The middle of the times; of two middles the lower.
fn median(times: &[Duration]) -> Option<Duration> {
    let mut times = times.to_vec();
    times.sort_unstable();
    times.get(times.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(milliseconds: impl IntoIterator<Item = u64>) -> Vec<Duration> {
        milliseconds.into_iter().map(Duration::from_millis).collect()
    }

    fn is_clear(one: &[Duration], other: &[Duration]) -> bool {
        Comparison::of(one, other).unwrap().is_clear()
    }

    #[test]
    fn a_password_hash_on_one_side_is_seen_through_some_noise() {
        let mut fast = times(20..29);
        fast.push(Duration::from_millis(60));
        assert!(is_clear(&times(100..110), &fast));
        assert!(is_clear(&fast, &times(100..110)));
    }

    #[test]
    fn the_same_times_in_another_order_are_no_difference() {
        assert!(!is_clear(&times(20..30), &times((20..30).rev())));
        assert!(!is_clear(&times([20; 10]), &times([20; 10])));
    }

    #[test]
    fn a_difference_that_is_sure_but_tiny_is_none() {
        let micros = |from: u64| (from..from + 10).map(Duration::from_micros).collect::<Vec<_>>();
        let comparison = Comparison::of(&micros(100), &micros(900)).unwrap();
        assert!(comparison.chance < CHANCE && !comparison.is_clear());
        assert!(!is_clear(&times(1000..1010), &times(1050..1060)), "5 %");
    }

    #[test]
    fn too_few_times_are_never_clear() {
        assert!(!is_clear(&times([10, 11, 12]), &times([100, 110, 120])));
        assert_eq!(Comparison::of(&[], &times([1])), None);
    }
}
