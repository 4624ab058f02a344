//! The checks in the order in which people ask for them: by the line of the
//! ticket that they prove first.

use crate::document::CheckReport;
use crate::requirement::Requirement;

/// The heading of the checks that prove no line of the ticket.
const BEYOND: &str = "beyond the ticket";

/// Checks under one heading.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// The line of the ticket, unless they go beyond it.
    pub(super) requirement: Option<Requirement>,
    /// Never empty; in the order of the catalogue.
    pub(super) checks: Vec<&'a CheckReport>,
}

impl Group<'_> {
    /// `AC3`, or nothing.
    pub(super) fn short(&self) -> &'static str {
        self.requirement.map_or("", Requirement::short)
    }

    /// What the group is about.
    pub(super) const fn text(&self) -> &'static str {
        match self.requirement {
            Some(requirement) => requirement.text(),
            None => BEYOND,
        }
    }
}

/// All groups that have a check, in the order of the ticket.
pub(super) fn groups(checks: &[CheckReport]) -> Vec<Group<'_>> {
    let headings = Requirement::ALL.into_iter().map(Some).chain([None]);
    let group = |requirement| Group {
        requirement,
        checks: checks.iter().filter(|check| first_requirement(check) == requirement).collect(),
    };
    headings.map(group).filter(|group| !group.checks.is_empty()).collect()
}

/// The first line of the ticket, in the ticket's order, that a check proves.
pub(super) fn first_requirement(check: &CheckReport) -> Option<Requirement> {
    Requirement::ALL.into_iter().find(|wanted| check.requirements.iter().any(|id| id == wanted.id()))
}

/// `AC3: logout removes the session cookie from the browser`.
pub(super) fn heading(check: &CheckReport) -> String {
    first_requirement(check)
        .map_or_else(|| BEYOND.to_owned(), |wanted| format!("{}: {}", wanted.short(), wanted.text()))
}

/// `AC3 T4`: the lines of the ticket that a check proves, without the ticket.
pub(super) fn short_requirements(check: &CheckReport) -> String {
    let short = |id: &String| id.rsplit('/').next().unwrap_or_default().to_owned();
    check.requirements.iter().map(short).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::*;

    #[test]
    fn every_check_stands_in_exactly_one_group() {
        let report = dummy::mixed();
        let groups = groups(&report.checks);
        let grouped: usize = groups.iter().map(|group| group.checks.len()).sum();
        assert_eq!(grouped, report.checks.len());
        assert_eq!(groups.last().map(Group::text), Some(BEYOND));
    }

    #[test]
    fn a_check_stands_under_the_first_line_of_the_ticket_that_it_proves() {
        let mut check = dummy::check("cookie-cleared", "the cookie is gone");
        check.requirements = vec!["AUTH-4.1/T4".to_owned(), "AUTH-4.1/AC3".to_owned()];
        assert_eq!(first_requirement(&check), Some(Requirement::Ac3));
        assert_eq!(short_requirements(&check), "T4 AC3");
    }
}
