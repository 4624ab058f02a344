//! Several runs side by side: of several deployments, or of one at several
//! times.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde::Serialize;

use super::groups::short_requirements;
use super::json;
use super::layout::count;
use super::sheet::{self, Block, SheetFormat};
use super::summary;
use super::tally::{Standing, Tally};
use crate::document::{CheckReport, Outcome, Report, RequirementStatus};
use crate::requirement::Requirement;

/// Several runs as one document.
#[derive(Clone, Debug, Serialize)]
pub struct Merged {
    /// The version of this layout.
    merged: u32,
    /// The worst outcome.
    outcome: Outcome,
    /// What the process exits with on account of it.
    exit_code: u8,
    /// Each requirement: proven only if every run proves it.
    requirements: BTreeMap<String, RequirementStatus>,
    /// The runs, in the order in which they were given.
    runs: Vec<Report>,
}

impl Merged {
    /// Puts the runs side by side.
    #[must_use]
    pub fn of(runs: Vec<Report>) -> Self {
        let outcome = worst(&runs);
        let worst = |wanted: Requirement| runs.iter().map(|run| summary::status(run, wanted)).max();
        let statuses =
            Requirement::ALL.into_iter().filter_map(|wanted| Some((wanted.id().to_owned(), worst(wanted)?)));
        Self { merged: 1, outcome, exit_code: outcome.exit().code(), requirements: statuses.collect(), runs }
    }

    /// The worst outcome.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The document in that format.
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
        let mut blocks = vec![
            Block::Heading(self.headline()),
            Block::Table(self.table_of_runs()),
            Block::Heading("AUTH-4.1".to_owned()),
            Block::Table(self.table_of_requirements()),
        ];
        let checks = self.table_of_checks();
        if checks.len() > 1 {
            blocks.push(Block::Heading("Checks that did not pass everywhere".to_owned()));
            blocks.push(Block::Table(checks));
        }
        blocks
    }

    /// `failed: 1 of 2 runs`.
    fn headline(&self) -> String {
        let like = self.runs.iter().filter(|run| run.outcome == self.outcome).count();
        format!("{}: {like} of {}", self.outcome.name(), count(self.runs.len(), "run"))
    }

    fn table_of_runs(&self) -> Vec<Vec<String>> {
        let row = |(number, run): (usize, &Report)| {
            vec![
                number.to_string(),
                run.outcome.name().to_owned(),
                run.target.base_url.clone(),
                run.target.profile.clone(),
                run.tool.run.clone(),
                summary::counts(&Tally::of(&run.checks)),
            ]
        };
        let head = ["", "outcome", "deployment", "profile", "run", "checks"].map(str::to_owned).to_vec();
        [head].into_iter().chain((1..).zip(&self.runs).map(row)).collect()
    }

    fn table_of_requirements(&self) -> Vec<Vec<String>> {
        let row = |wanted: Requirement| {
            let statuses = self.runs.iter().map(|run| summary::status(run, wanted).name().to_owned());
            [wanted.short().to_owned()].into_iter().chain(statuses).collect()
        };
        [self.head("line")].into_iter().chain(Requirement::ALL.into_iter().map(row)).collect()
    }

    /// A column for each run, under its number.
    fn head(&self, first: &str) -> Vec<String> {
        [first.to_owned()].into_iter().chain((1..=self.runs.len()).map(|number| number.to_string())).collect()
    }

    /// The checks that are neither passed nor skipped in every run that had
    /// them, in the order of the catalogue.
    fn table_of_checks(&self) -> Vec<Vec<String>> {
        let calm = |check: &&CheckReport| matches!(Standing::of(check), Standing::Passed | Standing::Skipped);
        let mut seen = BTreeSet::new();
        let wrong = self.runs.iter().flat_map(|run| run.checks.iter().filter(|check| !calm(check)));
        let rows = wrong.filter(|check| seen.insert(check.id.as_str())).map(|check| self.row(check));
        [self.head("check")].into_iter().chain(rows).collect()
    }

    /// How a check came out in each run.
    fn row(&self, check: &CheckReport) -> Vec<String> {
        let label = format!("{} {}", check.id, short_requirements(check));
        let came_out = |run: &Report| {
            run.checks
                .iter()
                .find(|other| other.id == check.id)
                .map_or_else(|| "–".to_owned(), super::comparison::word)
        };
        [label].into_iter().chain(self.runs.iter().map(came_out)).collect()
    }
}

/// A failure outranks an obstacle, and an obstacle a pass.
fn worst(runs: &[Report]) -> Outcome {
    let any = |outcome| runs.iter().any(|run| run.outcome == outcome);
    [Outcome::Failed, Outcome::Blocked].into_iter().find(|outcome| any(*outcome)).unwrap_or(Outcome::Passed)
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::*;

    #[test]
    fn the_worst_run_decides() {
        let [pass, failed, _, blocked] = dummy::every();
        let outcome = |runs: &[&Report]| Merged::of(runs.iter().copied().cloned().collect()).outcome();
        assert_eq!(outcome(&[&pass, &pass]), Outcome::Passed);
        assert_eq!(outcome(&[&pass, &blocked]), Outcome::Blocked);
        assert_eq!(outcome(&[&blocked, &failed, &pass]), Outcome::Failed);
    }

    #[test]
    fn a_requirement_is_proven_only_if_every_run_proves_it() {
        let [pass, failed, _, blocked] = dummy::every();
        let status = |runs: Vec<Report>| Merged::of(runs).requirements["AUTH-4.1/AC3"];
        assert_eq!(status(vec![pass.clone(), pass.clone()]), RequirementStatus::Pass);
        assert_eq!(status(vec![pass.clone(), blocked]), RequirementStatus::Blocked);
        assert_eq!(status(vec![pass, failed]), RequirementStatus::Fail);
    }

    #[test]
    fn every_table_has_as_many_cells_in_each_row() {
        let merged = Merged::of(dummy::every().to_vec());
        for table in [merged.table_of_runs(), merged.table_of_requirements(), merged.table_of_checks()] {
            assert!(table.len() > 1 && table.iter().all(|row| row.len() == table[0].len()), "{table:?}");
        }
        let text = merged.render(SheetFormat::Text, 80).unwrap();
        assert!(text.starts_with("failed: 2 of 4 runs\n"), "{text}");
        assert!(text.contains("cookie-cleared AC3 T4"), "{text}");
    }

    #[test]
    fn the_json_document_holds_the_runs_as_they_were() {
        let merged = Merged::of(dummy::every().to_vec());
        let document: serde_json::Value =
            serde_json::from_str(&merged.render(SheetFormat::Json, 80).unwrap()).unwrap();
        assert_eq!(document["runs"][1], serde_json::to_value(dummy::mixed()).unwrap());
        assert_eq!((&document["merged"], &document["exit_code"]), (&1.into(), &1.into()));
    }
}
