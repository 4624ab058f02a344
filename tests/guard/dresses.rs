//! Every defect in every dress: it is found there, or the mock refuses to plant
//! it. A defect that changes nothing would look like a proof.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use penguin_auth::app::ExamineError;
use penguin_auth::mock::MockError;
use penguin_auth::report::{Report, VerdictName};

use crate::kill_matrix::{MATRIX, Run};
use crate::run::try_examine_mock;

/// One thing each that is not as it is by default.
const DRESSES: [&[&str]; 12] = [
    &["--token", "jwe"],
    &["--tls"],
    &["--secure-names"],
    &["--chunked"],
    &["--cookie-path", "/api"],
    &["--cookie-domain", "penguin.test"],
    &["--clear", "max-age"],
    &["--clear", "expires"],
    &["--clear", "bare"],
    &["--rotating"],
    &["--remember-me"],
    &["--busy"],
];

/// What chance may hide in any dress: who is faster, and how long a hash takes.
const BY_CHANCE: [&str; 2] = ["dropped-logout-half-done", "unknown-email-fast"];

/// The check that fails wherever a session cookie has a Domain, also in a sound
/// mock, and the defects that bring one along.
const OF_A_DOMAIN: &str = "session-cookie-host-only";
const WITH_A_DOMAIN: [&str; 2] = ["clear-without-domain", "twin-cookie-left"];

/// Runs side by side. They wait more than they work.
const AT_ONCE: usize = 10;

/// What came of a defect in a dress.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    Found,
    Refused,
    Nothing,
}

/// A row of the matrix in a dress.
#[derive(Debug, Clone, Copy)]
struct Trial {
    defect: &'static str,
    run: Run,
    expected: &'static [&'static str],
    dress: &'static [&'static str],
}

impl Trial {
    /// Every defect that is found without waiting for Nile, in every dress.
    fn all() -> Vec<Self> {
        let rows = MATRIX.iter().filter(|(defect, run, _)| run.is_quick() && !BY_CHANCE.contains(defect));
        let trials = rows.flat_map(|&(defect, run, expected)| {
            DRESSES.iter().map(move |&dress| Self { defect, run, expected, dress })
        });
        trials.collect()
    }

    /// What a run sees that judges only these checks; all, if there are none.
    fn take(self, only: &[&str]) -> Seen {
        let only = only.join(",");
        let only = if only.is_empty() { vec![] } else { vec!["--only", &only] };
        let options = [&["--defect", self.defect][..], self.run.options(), self.dress, &only].concat();
        match try_examine_mock(&options) {
            Ok(report) if self.shows_in(&report) => Seen::Found,
            Ok(_) => Seen::Nothing,
            Err(ExamineError::Mock(MockError::Hidden { .. })) => Seen::Refused,
            Err(error) => panic!("{self:?}: {error}"),
        }
    }

    /// Whether a check fails that passes without the defect.
    fn shows_in(self, report: &Report) -> bool {
        let has_a_domain = self.dress.contains(&"--cookie-domain") || WITH_A_DOMAIN.contains(&self.defect);
        let mut failed = report.checks.iter().filter(|check| check.verdict == VerdictName::Fail);
        failed.any(|check| !(has_a_domain && check.id == OF_A_DOMAIN))
    }
}

/// The trials that came out like that, some at once.
fn take_all(trials: &[Trial]) -> Vec<(Trial, Seen)> {
    let (next, taken) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(trial) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let seen = trial.take(trial.expected);
                    taken.lock().unwrap().push((*trial, seen));
                }
            });
        }
    });
    taken.into_inner().unwrap()
}

#[test]
fn every_defect_is_found_or_refused_in_every_dress() {
    let _alone = crate::ALL_CORES.lock();
    let mut refused = Vec::new();
    let mut unseen = Vec::new();
    for (trial, seen) in take_all(&Trial::all()) {
        match seen {
            Seen::Found => {}
            Seen::Refused => refused.push((trial.dress[0], trial.defect)),
            // Another check may see it there, and a race may be lost beside others.
            Seen::Nothing if trial.take(&[]) == Seen::Found => {}
            Seen::Nothing => unseen.push(trial),
        }
    }
    assert!(unseen.is_empty(), "{unseen:#?}");
    let by_busy = refused.iter().filter(|(dress, _)| *dress == "--busy").count();
    assert_eq!((by_busy, refused.len()), (12, 17), "{refused:?}");
}
