//! Blocked checks by what stood in their way: a deployment that is down is one
//! message, not one per check.

use crate::document::{CheckReport, Report, VerdictName};

/// One obstacle and the checks behind it.
#[derive(Debug)]
pub(super) struct Obstacle<'a> {
    /// What was tried: `log in`, `ask who I am`; empty if the notes do not say.
    tried: Vec<&'a str>,
    /// What came of it.
    what: &'a str,
    /// What to do about it.
    pub(super) hint: &'a str,
    /// The checks, in the order of the catalogue.
    pub(super) checks: Vec<&'a CheckReport>,
}

/// The most steps that a sentence lists.
const STEPS: usize = 3;

impl<'a> Obstacle<'a> {
    /// One more check behind it.
    fn add(&mut self, tried: Option<&'a str>, check: &'a CheckReport) {
        self.tried.extend(tried.filter(|step| !self.tried.contains(step)));
        self.checks.push(check);
    }

    /// What happened, in one sentence.
    pub(super) fn sentence(&self) -> String {
        let shown: Vec<_> = self.tried.iter().take(STEPS).copied().collect();
        match self.tried.len() {
            0 => self.what.to_owned(),
            1..=STEPS => format!("could not {}: {}", shown.join(", nor "), self.what),
            more => format!("could not {} (nor {} more): {}", shown.join(", nor "), more - STEPS, self.what),
        }
    }

    /// Whether nothing that applies could be judged because of it.
    pub(super) fn hides_everything(&self, report: &Report) -> bool {
        let applying = report.checks.iter().filter(|check| check.verdict != VerdictName::Skip).count();
        self.checks.len() == applying && applying > 1
    }

    /// The ids of the checks.
    pub(super) fn which(&self, report: &Report) -> String {
        if self.hides_everything(report) {
            return "all of them".to_owned();
        }
        self.checks.iter().map(|check| check.id.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// The obstacles in the order in which they were met.
pub(super) fn obstacles(checks: &[CheckReport]) -> Vec<Obstacle<'_>> {
    let mut obstacles: Vec<Obstacle<'_>> = Vec::new();
    for check in checks.iter().filter(|check| check.verdict == VerdictName::Blocked) {
        let (tried, what) = split(&check.note);
        let same = |known: &&mut Obstacle<'_>| known.what == what && known.hint == check.hint;
        match obstacles.iter_mut().find(same) {
            Some(known) => known.add(tried, check),
            None => obstacles.push(Obstacle {
                tried: tried.into_iter().collect(),
                what,
                hint: &check.hint,
                checks: vec![check],
            }),
        }
    }
    obstacles
}

/// What was tried and what came of it. One dead host stops many steps, and
/// only the end of the sentence is the same for all of them.
fn split(note: &str) -> (Option<&str>, &str) {
    let parts = note.strip_prefix("could not ").and_then(|rest| rest.split_once(": "));
    parts.map_or((None, note), |(step, what)| (Some(step), what))
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::*;

    /// A blocked check with that note.
    fn blocked(id: &str, note: &str) -> CheckReport {
        CheckReport {
            verdict: VerdictName::Blocked,
            note: note.to_owned(),
            hint: "is it running?".to_owned(),
            ..dummy::check(id, "something holds")
        }
    }

    #[test]
    fn different_steps_stopped_by_the_same_thing_are_one_obstacle() {
        let checks = [
            blocked("a", "could not log in: connection refused"),
            blocked("b", "could not ask who I am: connection refused"),
            blocked("c", "could not log in: connection refused"),
            blocked("d", "could not log in: no answer in time"),
        ];
        let found = obstacles(&checks);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].sentence(), "could not log in, nor ask who I am: connection refused");
        assert_eq!(found[0].which(&dummy::all_pass()), "a, b, c");
        assert_eq!(found[1].sentence(), "could not log in: no answer in time");
    }

    #[test]
    fn a_note_of_another_shape_is_told_as_it_is() {
        let checks = [blocked("a", "the limit of 6 logins was reached")];
        assert_eq!(obstacles(&checks)[0].sentence(), "the limit of 6 logins was reached");
    }

    #[test]
    fn a_host_that_is_down_is_one_obstacle() {
        let report = dummy::unreachable();
        let found = obstacles(&report.checks);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].which(&report), "all of them");
    }
}
