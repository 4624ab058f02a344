//! The sentences that sum a run up, the same in every format.

use super::layout::count;
use super::tally::{Standing, Tally};
use crate::document::{Outcome, Report, RequirementStatus};
use crate::evidence::Spent;
use crate::requirement::Requirement;

/// The profile of the ticket itself.
const TICKET: &str = "ticket";

/// Of a run that passed and proved only a part.
const NOTHING_WRONG: &str = "nothing that was examined is wrong";

/// The verdict in one sentence.
pub(super) fn headline(report: &Report) -> String {
    let tally = Tally::of(&report.checks);
    let total = tally.total();
    match report.outcome {
        Outcome::Failed if tally.failed == 0 => {
            format!("{} listed that fails no more", count(tally.outdated, "known failure"))
        }
        Outcome::Failed => format!("{} of {} failed", tally.failed, count(total, "check")),
        Outcome::Blocked if nothing_judged(&tally) => {
            "could not look: nothing is proven and nothing disproven".to_owned()
        }
        Outcome::Blocked => format!("{} that must hold could not be judged", count(tally.blocked, "check")),
        Outcome::Passed if tally.known > 0 => "nothing is wrong but what is known".to_owned(),
        Outcome::Passed if report.target.profile != TICKET => elsewhere(report, &tally),
        Outcome::Passed if criteria_hold(report) => {
            "the session really ended: all six criteria of AUTH-4.1 hold".to_owned()
        }
        Outcome::Passed => NOTHING_WRONG.to_owned(),
    }
}

/// The verdict on a deployment that is not the ticket's: where the ticket wants
/// a 401, its profile may promise something else.
fn elsewhere(report: &Report, tally: &Tally) -> String {
    let ended = status(report, Requirement::Ac2) == RequirementStatus::Pass;
    if ended && tally.warned + tally.allowed == 0 {
        format!("the session really ended: what the profile {} promises holds", report.target.profile)
    } else {
        NOTHING_WRONG.to_owned()
    }
}

/// Whether each of the six acceptance criteria was proven.
fn criteria_hold(report: &Report) -> bool {
    criteria().all(|wanted| status(report, wanted) == RequirementStatus::Pass)
}

/// The acceptance criteria.
pub(super) fn criteria() -> impl Iterator<Item = Requirement> {
    Requirement::ALL.into_iter().filter(|wanted| wanted.short().starts_with("AC"))
}

/// The lines of the testing list.
pub(super) fn testing_list() -> impl Iterator<Item = Requirement> {
    Requirement::ALL.into_iter().filter(|wanted| wanted.short().starts_with('T'))
}

/// How a requirement came out.
pub(super) fn status(report: &Report, wanted: Requirement) -> RequirementStatus {
    report.requirements.get(wanted.id()).copied().unwrap_or(RequirementStatus::NotProven)
}

/// `28 passed, 1 failed, 2 skipped`.
pub(super) fn counts(tally: &Tally) -> String {
    let said = listed(&[
        (tally.passed, "passed", "passed"),
        (tally.failed, "failed", "failed"),
        (tally.warned, "warning", "warnings"),
        (tally.allowed, "allowed", "allowed"),
        (tally.known, "known failure", "known failures"),
        (tally.outdated, "fails no more", "fail no more"),
        (tally.skipped, "skipped", "skipped"),
        (tally.blocked + tally.unjudged, "not judged", "not judged"),
    ]);
    if said.is_empty() { "no checks".to_owned() } else { said }
}

/// `88 requests, 4 logins, 1 wrong password`.
pub(super) fn spent(spent: Spent) -> String {
    let said = listed(&[
        (spent.requests, "request", "requests"),
        (spent.logins, "login", "logins"),
        (spent.wrong_passwords, "wrong password", "wrong passwords"),
        (spent.other_logins, "other login", "other logins"),
    ]);
    if said.is_empty() { "no requests".to_owned() } else { said }
}

/// The numbers that are not zero, each with its singular or plural.
fn listed(numbers: &[(usize, &str, &str)]) -> String {
    let said = numbers.iter().filter(|(number, ..)| *number > 0);
    let said = said.map(|(number, one, many)| format!("{number} {}", if *number == 1 { one } else { many }));
    said.collect::<Vec<_>>().join(", ")
}

/// Whether something stood in the way of every check that applies.
pub(super) const fn nothing_judged(tally: &Tally) -> bool {
    tally.blocked > 0
        && tally.passed + tally.failed + tally.warned + tally.allowed + tally.known + tally.outdated == 0
}

/// The ids of the checks of that standing.
pub(super) fn ids(report: &Report, standing: Standing) -> String {
    let wanted = report.checks.iter().filter(|check| Standing::of(check) == standing);
    wanted.map(|check| check.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// `0.82 s`, `1 min 12 s`.
pub(super) fn seconds(ms: u64) -> String {
    let (whole, rest) = (ms / 1000, ms % 1000);
    match whole {
        0..=59 => format!("{whole}.{:02} s", rest / 10),
        60.. => format!("{} min {} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::*;

    #[test]
    fn the_headline_promises_no_more_than_was_proven() {
        let mut report = dummy::all_pass();
        assert_eq!(headline(&report), "the session really ended: all six criteria of AUTH-4.1 hold");
        report.requirements.insert("AUTH-4.1/AC2".to_owned(), RequirementStatus::NotProven);
        assert_eq!(headline(&report), "nothing that was examined is wrong");
    }

    #[test]
    fn counts_leave_out_what_did_not_happen() {
        let tally = Tally { passed: 28, warned: 1, blocked: 2, unjudged: 1, ..Tally::default() };
        assert_eq!(counts(&tally), "28 passed, 1 warning, 3 not judged");
        assert_eq!(counts(&Tally::default()), "no checks");
    }

    #[test]
    fn what_was_spent_reads_as_a_sentence() {
        let all = Spent { requests: 88, logins: 4, wrong_passwords: 1, other_logins: 2, sessions_left: 0 };
        assert_eq!(spent(all), "88 requests, 4 logins, 1 wrong password, 2 other logins");
        assert_eq!(spent(Spent::default()), "no requests");
    }

    #[test]
    fn durations_are_short() {
        assert_eq!(seconds(824), "0.82 s");
        assert_eq!(seconds(72_500), "1 min 12 s");
    }
}
