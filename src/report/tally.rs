//! Counts verdicts and decides how the run ended. The exit code comes from
//! here and from nowhere else.

use std::collections::BTreeMap;

use crate::document::{CheckReport, Outcome, RequirementStatus, VerdictName};
use crate::level::Level;
use crate::requirement::Requirement;

/// What a verdict means at the check's level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It passed.
    Passed,
    /// It failed at level deny, or it was a known failure whose day has gone by.
    Failed,
    /// It failed at level warn.
    Warned,
    /// It failed at level allow.
    Allowed,
    /// It failed, and that is known.
    Known,
    /// It is listed as a known failure, which is no longer true.
    Outdated,
    /// It does not apply.
    Skipped,
    /// It could not be judged, at level deny.
    Blocked,
    /// It could not be judged, at a level that does not hold up the run.
    Unjudged,
}

impl Standing {
    /// The standing of a check.
    #[must_use]
    pub const fn of(check: &CheckReport) -> Self {
        match (check.verdict, check.level) {
            (VerdictName::Pass, _) if check.known.is_some() => Self::Outdated,
            (VerdictName::Fail, _) if Self::is_known(check) => Self::Known,
            // Somebody said that it would be mended by now.
            (VerdictName::Fail, _) if check.known.is_some() => Self::Failed,
            (VerdictName::Pass, _) => Self::Passed,
            (VerdictName::Skip, _) => Self::Skipped,
            (VerdictName::Fail, Level::Deny) => Self::Failed,
            (VerdictName::Fail, Level::Warn) => Self::Warned,
            (VerdictName::Fail, Level::Allow) => Self::Allowed,
            (VerdictName::Blocked, Level::Deny) => Self::Blocked,
            (VerdictName::Blocked, Level::Warn | Level::Allow) => Self::Unjudged,
        }
    }

    /// Whether the check may fail today.
    const fn is_known(check: &CheckReport) -> bool {
        match &check.known {
            Some(known) => !known.expired,
            None => false,
        }
    }
}

/// How many checks came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Passed.
    pub passed: usize,
    /// Failed at level deny, or as a known failure whose day has gone by.
    pub failed: usize,
    /// Failed at level warn.
    pub warned: usize,
    /// Failed at level allow.
    pub allowed: usize,
    /// Failed as known.
    pub known: usize,
    /// Listed as known failures, which is no longer true.
    pub outdated: usize,
    /// Skipped.
    pub skipped: usize,
    /// Could not be judged, at level deny.
    pub blocked: usize,
    /// Could not be judged, at level warn or allow.
    pub unjudged: usize,
}

impl Tally {
    /// Counts.
    #[must_use]
    pub fn of(checks: &[CheckReport]) -> Self {
        let mut tally = Self::default();
        for check in checks {
            match Standing::of(check) {
                // A failure explains it. That failure decides how the run ends,
                // and it may have been allowed.
                Standing::Blocked if is_explained(check, checks) => tally.unjudged += 1,
                Standing::Passed => tally.passed += 1,
                Standing::Failed => tally.failed += 1,
                Standing::Warned => tally.warned += 1,
                Standing::Allowed => tally.allowed += 1,
                Standing::Known => tally.known += 1,
                Standing::Outdated => tally.outdated += 1,
                Standing::Skipped => tally.skipped += 1,
                Standing::Blocked => tally.blocked += 1,
                Standing::Unjudged => tally.unjudged += 1,
            }
        }
        tally
    }

    /// How the run ended: a failure outranks an obstacle, because what was
    /// seen is wrong whatever could not be seen.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        if self.failed + self.outdated > 0 {
            Outcome::Failed
        } else if self.blocked > 0 {
            Outcome::Blocked
        } else {
            Outcome::Passed
        }
    }

    /// All checks together.
    #[must_use]
    pub const fn total(&self) -> usize {
        let held = self.passed + self.outdated + self.skipped;
        let failed = self.failed + self.warned + self.allowed + self.known;
        held + failed + self.blocked + self.unjudged
    }
}

/// Whether the failure of another check is why this one cannot be judged: of
/// the one on which it depends, or of one on which that one depends.
fn is_explained(check: &CheckReport, checks: &[CheckReport]) -> bool {
    let next =
        |check: &&CheckReport| checks.iter().find(|other| check.depends_on.as_ref() == Some(&other.id));
    // Two checks may depend on each other, at different steps.
    std::iter::successors(Some(check), next).take(checks.len()).any(|it| it.verdict == VerdictName::Fail)
}

/// How each requirement came out: the worst of the deny-level checks that
/// prove it.
#[must_use]
pub fn requirements(checks: &[CheckReport]) -> BTreeMap<String, RequirementStatus> {
    Requirement::ALL.iter().map(|wanted| (wanted.id().to_owned(), status(checks, wanted.id()))).collect()
}

/// How one requirement came out.
fn status(checks: &[CheckReport], id: &str) -> RequirementStatus {
    let proving = checks.iter().filter(|check| check.requirements.iter().any(|proven| proven == id));
    // Skips say nothing either way, so a skip beside a pass leaves it a pass.
    proving.filter_map(said).max().unwrap_or(RequirementStatus::NotProven)
}

/// What a check says about the requirements that it proves.
const fn said(check: &CheckReport) -> Option<RequirementStatus> {
    match (check.level, check.verdict) {
        (Level::Warn | Level::Allow, _) | (Level::Deny, VerdictName::Skip) => None,
        (Level::Deny, VerdictName::Pass) => Some(RequirementStatus::Pass),
        (Level::Deny, VerdictName::Blocked) => Some(RequirementStatus::Blocked),
        (Level::Deny, VerdictName::Fail) => Some(RequirementStatus::Fail),
    }
}

#[cfg(test)]
mod tests {
    use super::super::dummy::check;
    use super::*;
    use crate::document::Known;

    /// A check at that level with that verdict that proves criterion 2.
    fn proving(level: Level, verdict: VerdictName) -> CheckReport {
        CheckReport {
            level,
            verdict,
            requirements: vec![Requirement::Ac2.id().to_owned()],
            ..check("some-check", "something holds")
        }
    }

    /// What those checks make of criterion 2.
    fn second_criterion(checks: &[CheckReport]) -> RequirementStatus {
        requirements(checks)["AUTH-4.1/AC2"]
    }

    #[test]
    fn a_failure_outranks_an_obstacle_and_an_obstacle_a_pass() {
        let pass = proving(Level::Deny, VerdictName::Pass);
        let blocked = proving(Level::Deny, VerdictName::Blocked);
        let fail = proving(Level::Deny, VerdictName::Fail);
        assert_eq!(Tally::of(std::slice::from_ref(&pass)).outcome(), Outcome::Passed);
        assert_eq!(Tally::of(&[pass.clone(), blocked.clone()]).outcome(), Outcome::Blocked);
        assert_eq!(Tally::of(&[fail, blocked, pass]).outcome(), Outcome::Failed);
    }

    #[test]
    fn what_follows_from_an_allowed_failure_does_not_block_the_run() {
        let allowed = proving(Level::Allow, VerdictName::Fail);
        let follows = CheckReport {
            id: "what-follows".to_owned(),
            depends_on: Some(allowed.id.clone()),
            ..proving(Level::Deny, VerdictName::Blocked)
        };
        assert_eq!(Tally::of(&[allowed.clone(), follows.clone()]).outcome(), Outcome::Passed);
        assert_eq!(
            Tally::of(std::slice::from_ref(&follows)).outcome(),
            Outcome::Blocked,
            "nothing explains it"
        );
        let unreachable = CheckReport { depends_on: None, ..follows.clone() };
        assert_eq!(Tally::of(&[allowed.clone(), unreachable]).outcome(), Outcome::Blocked);
        let at_last =
            CheckReport { id: "at-last".to_owned(), depends_on: Some(follows.id.clone()), ..follows.clone() };
        assert_eq!(Tally::of(&[at_last, follows, allowed]).outcome(), Outcome::Passed);
    }

    #[test]
    fn a_failure_explains_nothing_that_does_not_depend_on_it() {
        let allowed = proving(Level::Allow, VerdictName::Fail);
        let blocked = |id: &str, on: &str| CheckReport {
            id: id.to_owned(),
            depends_on: Some(on.to_owned()),
            ..proving(Level::Deny, VerdictName::Blocked)
        };
        let passed = CheckReport { id: "sound".to_owned(), ..proving(Level::Deny, VerdictName::Pass) };
        for on in ["sound", "not-selected", "one"] {
            let checks = [allowed.clone(), passed.clone(), blocked("one", on)];
            assert_eq!(Tally::of(&checks).outcome(), Outcome::Blocked, "{on}");
        }
        let in_a_ring = [allowed, blocked("one", "two"), blocked("two", "one")];
        assert_eq!(Tally::of(&in_a_ring).outcome(), Outcome::Blocked);
    }

    #[test]
    fn what_is_below_deny_does_not_change_the_outcome() {
        for level in [Level::Warn, Level::Allow] {
            for verdict in [VerdictName::Fail, VerdictName::Blocked] {
                let checks = [proving(level, verdict), proving(Level::Deny, VerdictName::Pass)];
                assert_eq!(Tally::of(&checks).outcome(), Outcome::Passed);
                assert_eq!(second_criterion(&checks), RequirementStatus::Pass);
            }
        }
    }

    #[test]
    fn a_known_failure_fails_no_run_and_a_listing_that_is_not_true_does() {
        let listed = |verdict, expired| CheckReport {
            known: Some(Known { reason: "PM-12".to_owned(), until: "2026-12-31".to_owned(), expired }),
            ..proving(Level::Deny, verdict)
        };
        let outcome = |check: &CheckReport| Tally::of(std::slice::from_ref(check)).outcome();
        let known = listed(VerdictName::Fail, false);
        assert_eq!(outcome(&known), Outcome::Passed);
        assert_eq!(second_criterion(&[known]), RequirementStatus::Fail, "it does not hold for that");
        for check in [
            listed(VerdictName::Fail, true),
            listed(VerdictName::Pass, false),
            listed(VerdictName::Pass, true),
        ] {
            for level in [Level::Deny, Level::Warn, Level::Allow] {
                let check = CheckReport { level, ..check.clone() };
                assert_eq!(outcome(&check), Outcome::Failed, "{check:?}");
            }
        }
        assert_eq!(outcome(&listed(VerdictName::Blocked, false)), Outcome::Blocked);
        assert_eq!(outcome(&listed(VerdictName::Skip, false)), Outcome::Passed);
    }

    #[test]
    fn every_check_is_counted_once() {
        let mut checks = Vec::new();
        for level in [Level::Allow, Level::Warn, Level::Deny] {
            for verdict in [VerdictName::Pass, VerdictName::Fail, VerdictName::Skip, VerdictName::Blocked] {
                checks.push(proving(level, verdict));
            }
        }
        let expected = Tally {
            passed: 3,
            failed: 1,
            warned: 1,
            allowed: 1,
            skipped: 3,
            blocked: 1,
            unjudged: 2,
            ..Tally::default()
        };
        assert_eq!(Tally::of(&checks), expected);
        assert_eq!(expected.total(), checks.len());
    }

    #[test]
    fn a_requirement_has_the_worst_status_of_its_checks() {
        let verdict = |verdict| proving(Level::Deny, verdict);
        let pass = verdict(VerdictName::Pass);
        let skip = verdict(VerdictName::Skip);
        let blocked = verdict(VerdictName::Blocked);
        let fail = verdict(VerdictName::Fail);
        assert_eq!(second_criterion(&[pass.clone(), skip.clone()]), RequirementStatus::Pass);
        assert_eq!(second_criterion(&[pass.clone(), blocked.clone()]), RequirementStatus::Blocked);
        assert_eq!(second_criterion(&[pass, blocked, fail]), RequirementStatus::Fail);
        assert_eq!(second_criterion(&[skip]), RequirementStatus::NotProven);
    }

    #[test]
    fn every_requirement_is_listed_even_if_nothing_ran() {
        let statuses = requirements(&[]);
        assert_eq!(statuses.len(), Requirement::ALL.len());
        assert!(statuses.values().all(|status| *status == RequirementStatus::NotProven));
    }
}
