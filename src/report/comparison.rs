//! Two runs, and what changed from the one to the other.

use std::io;

use serde::Serialize;

use super::json;
use super::layout::{count, cut};
use super::sheet::{self, Block, SheetFormat};
use super::story;
use super::summary;
use super::tally::Standing;
use crate::document::{CheckReport, Report};
use crate::requirement::Requirement;

/// Where a reason is cut; the JSON document has all of it.
const LONGEST: usize = 120;

/// What changed.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The version of this layout.
    comparison: u32,
    /// The earlier run.
    old: Side,
    /// The later run.
    new: Side,
    /// Lines of the ticket and checks that came out worse.
    worse: Vec<Change>,
    /// Those that came out better.
    better: Vec<Change>,
    /// Those that came out otherwise, such as a check that no longer applies.
    otherwise: Vec<Change>,
    /// Checks that only the later run has.
    added: Vec<Change>,
    /// Checks that only the earlier run has.
    gone: Vec<Change>,
    /// How many checks came out as before.
    unchanged: usize,
}

/// One of the runs.
#[derive(Clone, Debug, Serialize)]
struct Side {
    run: String,
    base_url: String,
    started_at: String,
    outcome: &'static str,
}

/// How one thing came out before and after; empty where it was not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Change {
    /// A line of the ticket, or the id of a check.
    id: String,
    before: String,
    after: String,
    /// What is wrong now.
    why: String,
}

/// In which direction something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Worse,
    Better,
    Otherwise,
}

impl Comparison {
    /// Compares two runs.
    #[must_use]
    pub fn of(old: &Report, new: &Report) -> Self {
        let mut comparison = Self {
            comparison: 1,
            old: Side::of(old),
            new: Side::of(new),
            worse: Vec::new(),
            better: Vec::new(),
            otherwise: Vec::new(),
            added: Vec::new(),
            gone: Vec::new(),
            unchanged: 0,
        };
        comparison.compare_requirements(old, new);
        comparison.compare_checks(old, new);
        comparison
    }

    /// Whether anything came out worse.
    #[must_use]
    pub const fn got_worse(&self) -> bool {
        !self.worse.is_empty()
    }

    fn compare_requirements(&mut self, old: &Report, new: &Report) {
        for wanted in Requirement::ALL {
            let (before, after) = (summary::status(old, wanted), summary::status(new, wanted));
            let direction = match after.cmp(&before) {
                std::cmp::Ordering::Less => Direction::Better,
                std::cmp::Ordering::Equal => continue,
                std::cmp::Ordering::Greater => Direction::Worse,
            };
            let change = Change {
                id: wanted.id().to_owned(),
                before: before.name().to_owned(),
                after: after.name().to_owned(),
                why: wanted.text().to_owned(),
            };
            self.list(direction).push(change);
        }
    }

    fn compare_checks(&mut self, old: &Report, new: &Report) {
        for after in &new.checks {
            match find(old, after) {
                None => self.added.push(Change::of(None, Some(after))),
                Some(before) => match direction(before, after) {
                    None => self.unchanged += 1,
                    Some(direction) => self.list(direction).push(Change::of(Some(before), Some(after))),
                },
            }
        }
        let gone = old.checks.iter().filter(|before| find(new, before).is_none());
        self.gone.extend(gone.map(|before| Change::of(Some(before), None)));
    }

    fn list(&mut self, direction: Direction) -> &mut Vec<Change> {
        match direction {
            Direction::Worse => &mut self.worse,
            Direction::Better => &mut self.better,
            Direction::Otherwise => &mut self.otherwise,
        }
    }

    /// The comparison in that format.
    ///
    /// # Errors
    /// Never in practice: it is written to memory.
    pub fn render(&self, format: SheetFormat, width: usize) -> io::Result<String> {
        match format {
            SheetFormat::Json => json::document(self),
            SheetFormat::Text => Ok(sheet::text(&self.blocks(), width)),
            SheetFormat::Markdown => Ok(sheet::markdown(&self.blocks())),
        }
    }

    fn blocks(&self) -> Vec<Block> {
        let lists = [
            ("Worse", &self.worse),
            ("Better", &self.better),
            ("Otherwise", &self.otherwise),
            ("New", &self.added),
            ("No longer examined", &self.gone),
        ];
        let mut blocks = vec![Block::Heading(self.headline().to_owned()), Block::Table(self.sides())];
        for (heading, changes) in lists.into_iter().filter(|(_, changes)| !changes.is_empty()) {
            blocks.push(Block::Heading(heading.to_owned()));
            blocks.push(Block::Table(table(changes)));
        }
        blocks.push(Block::Line(format!("{} came out as before", count(self.unchanged, "check"))));
        blocks
    }

    const fn headline(&self) -> &'static str {
        match (self.worse.is_empty(), self.better.is_empty()) {
            (false, _) => "Something got worse",
            (true, false) => "Something got better, and nothing worse",
            (true, true) => "Nothing got worse",
        }
    }

    fn sides(&self) -> Vec<Vec<String>> {
        let row = |name: &str, side: &Side| {
            [name, side.outcome, &side.base_url, &side.run, &side.started_at].map(str::to_owned).to_vec()
        };
        let head = ["", "outcome", "deployment", "run", "started"].map(str::to_owned).to_vec();
        vec![head, row("old", &self.old), row("new", &self.new)]
    }
}

impl Side {
    fn of(report: &Report) -> Self {
        Self {
            run: report.tool.run.clone(),
            base_url: report.target.base_url.clone(),
            started_at: report.started_at.clone(),
            outcome: report.outcome.name(),
        }
    }
}

impl Change {
    fn of(before: Option<&CheckReport>, after: Option<&CheckReport>) -> Self {
        let id = after.or(before).map(|check| check.id.clone()).unwrap_or_default();
        let said = |check: &CheckReport| match &check.finding {
            Some(finding) => finding.actual.clone(),
            None if Standing::of(check) == Standing::Outdated => story::known(check),
            None => check.note.clone(),
        };
        let passed = |check: &&CheckReport| Standing::of(check) != Standing::Passed;
        Self {
            id,
            before: before.map(word).unwrap_or_default(),
            after: after.map(word).unwrap_or_default(),
            why: after.filter(passed).map(said).unwrap_or_default(),
        }
    }
}

fn table(changes: &[Change]) -> Vec<Vec<String>> {
    let head = ["what", "before", "after", "why"].map(str::to_owned).to_vec();
    let row = |change: &Change| {
        vec![change.id.clone(), change.before.clone(), change.after.clone(), cut(&change.why, LONGEST)]
    };
    [head].into_iter().chain(changes.iter().map(row)).collect()
}

/// The same check in another run.
fn find<'a>(report: &'a Report, check: &CheckReport) -> Option<&'a CheckReport> {
    report.checks.iter().find(|other| other.id == check.id)
}

/// How a check changed, if it did.
fn direction(before: &CheckReport, after: &CheckReport) -> Option<Direction> {
    let (old, new) = (Standing::of(before), Standing::of(after));
    match (badness(old), badness(new)) {
        (Some(old), Some(new)) if new > old => Some(Direction::Worse),
        (Some(old), Some(new)) if new < old => Some(Direction::Better),
        _ => (old != new).then_some(Direction::Otherwise),
    }
}

/// How bad a standing is. A check that does not apply is neither good nor bad.
const fn badness(standing: Standing) -> Option<u8> {
    match standing {
        Standing::Skipped => None,
        // What is outdated is the list; the check holds.
        Standing::Passed | Standing::Outdated => Some(0),
        Standing::Allowed | Standing::Known | Standing::Unjudged => Some(1),
        Standing::Warned => Some(2),
        Standing::Blocked => Some(3),
        Standing::Failed => Some(4),
    }
}

/// A standing in a word or two.
pub(super) fn word(check: &CheckReport) -> String {
    let word = match Standing::of(check) {
        Standing::Passed => "passed",
        Standing::Failed => "failed",
        Standing::Warned => "warning",
        Standing::Allowed => "allowed to fail",
        Standing::Known => "known failure",
        Standing::Outdated => "fails no more",
        Standing::Skipped => "skipped",
        Standing::Blocked | Standing::Unjudged => "not judged",
    };
    word.to_owned()
}

#[cfg(test)]
mod tests;
