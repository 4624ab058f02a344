//! Failures that are known: they do not fail a run until their date, and a
//! listing that is no longer true does.

use time::Date;
use time::format_description::FormatItem;
use time::macros::format_description;

use super::{CATALOGUE, find};
use crate::settings::{Mistake, Mistakes, Section, nearest, parse};

/// How a date is written.
const DATE: &[FormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// A check that is known to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFailure {
    /// The id of the check.
    pub check: &'static str,
    /// Why it is not mended yet.
    pub reason: String,
    /// The last day, UTC, on which it may fail.
    pub until: Date,
}

/// The known failures of a deployment.
#[derive(Clone, Debug, Default)]
pub struct KnownFailures {
    list: Vec<KnownFailure>,
}

impl KnownFailures {
    /// Reads a list. The origin is how it is called in what is said about it.
    ///
    /// # Errors
    /// Everything that is wrong in it: checks that do not exist, dates that are
    /// none, checks that are listed twice.
    pub fn read(origin: &str, text: &str) -> Result<Self, Mistakes> {
        parse(origin, text, |mut root, _| {
            let mut listed = Vec::new();
            let list = root.tables("known", |table| known(table, &mut listed));
            root.finish();
            Self { list: list.into_iter().flatten().collect() }
        })
    }

    /// The listing of a check.
    #[must_use]
    pub fn of(&self, check: &str) -> Option<&KnownFailure> {
        self.list.iter().find(|known| known.check == check)
    }

    /// Every listing, in the order of the file.
    #[must_use]
    pub fn list(&self) -> &[KnownFailure] {
        &self.list
    }
}

impl KnownFailure {
    /// The last day as files and reports spell it.
    #[must_use]
    pub fn until(&self) -> String {
        self.until.format(DATE).unwrap_or_default()
    }
}

/// One entry; none if it has mistakes.
fn known(table: &mut Section<'_>, listed: &mut Vec<&'static str>) -> Option<KnownFailure> {
    let check = check(table, listed);
    let reason = table.needed_text("reason").value;
    let until = until(table);
    Some(KnownFailure { check: check?, reason, until: until? })
}

fn check(table: &mut Section<'_>, listed: &mut Vec<&'static str>) -> Option<&'static str> {
    let id = table.needed_text("check");
    if id.value.is_empty() {
        return None;
    }
    let Some(check) = find(&id.value) else {
        let hint = match nearest(&id.value, CATALOGUE.iter().map(|check| check.id)) {
            Some(meant) => format!("did you mean {meant}?"),
            None => "penguin-auth checks lists them".to_owned(),
        };
        table.mistake(Mistake::at(id.span, format!("no check is called {:?}", id.value)).hint(hint));
        return None;
    };
    if listed.contains(&check.id) {
        table.mistake(Mistake::at(id.span, format!("{} is listed twice", check.id)));
    }
    listed.push(check.id);
    Some(check.id)
}

fn until(table: &mut Section<'_>) -> Option<Date> {
    let until = table.needed_text("until");
    let date = Date::parse(&until.value, DATE).ok();
    if date.is_none() && !until.value.is_empty() {
        let what = format!("{:?} is no date", until.value);
        table.mistake(Mistake::at(until.span, what).hint("write it as \"2026-12-31\""));
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<String> {
        let mistakes = KnownFailures::read("known.toml", text).unwrap_err();
        mistakes.list().iter().map(|mistake| mistake.what.clone()).collect()
    }

    #[test]
    fn a_list_is_read_with_its_dates() {
        let text = "[[known]]\ncheck = \"cookie-cleared\"\nreason = \"PM-12\"\nuntil = \"2026-12-31\"\n";
        let known = KnownFailures::read("known.toml", text).unwrap();
        let entry = known.of("cookie-cleared").unwrap();
        assert_eq!((entry.reason.as_str(), entry.until()), ("PM-12", "2026-12-31".to_owned()));
        assert!(known.of("logout-body").is_none());
    }

    #[test]
    fn every_mistake_of_a_list_is_said() {
        let text = "
            [[known]]
            check = \"cookie-clear\"
            reason = \"a\"
            until = \"31.12.2026\"
            [[known]]
            check = \"logout-body\"
            until = \"2026-02-30\"
            [[known]]
            check = \"logout-body\"
            reason = \"b\"
            until = \"2026-12-31\"
            when = 1
        ";
        assert_eq!(
            mistakes(text),
            [
                "no check is called \"cookie-clear\"",
                "\"31.12.2026\" is no date",
                "known.reason is missing",
                "\"2026-02-30\" is no date",
                "logout-body is listed twice",
                "there is no key known.when",
            ]
        );
        let empty = "[[known]]\ncheck = \"\"\nreason = \" \"\nuntil = \"\"\n";
        let said = ["known.check is empty", "known.reason is empty", "known.until is empty"];
        assert_eq!(mistakes(empty), said);
        assert_eq!(mistakes("known = 1"), ["known has to be a list of tables, and this is a number"]);
    }
}
