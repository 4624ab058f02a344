use super::super::dummy;
use super::super::tally::requirements;
use super::*;
use crate::document::{Known, VerdictName};
use crate::level::Level;

fn ids(changes: &[Change]) -> Vec<&str> {
    changes.iter().map(|change| change.id.as_str()).collect()
}

/// A run where everything holds, but for that.
fn but(change: impl FnOnce(&mut Report)) -> Report {
    let mut report = dummy::all_pass();
    change(&mut report);
    report.requirements = requirements(&report.checks);
    report
}

#[test]
fn nothing_changes_between_a_run_and_itself() {
    for report in dummy::every() {
        let comparison = Comparison::of(&report, &report);
        assert!(!comparison.got_worse());
        assert_eq!(comparison.unchanged, report.checks.len());
    }
}

#[test]
fn a_check_that_begins_to_fail_is_worse_and_the_other_way_round_better() {
    let (good, bad) = (dummy::all_pass(), dummy::mixed());
    let worse = Comparison::of(&good, &bad);
    assert!(worse.got_worse());
    assert!(ids(&worse.worse).contains(&"cookie-cleared") && ids(&worse.worse).contains(&"AUTH-4.1/AC3"));
    let better = Comparison::of(&bad, &good);
    assert!(!better.got_worse());
    assert_eq!(ids(&better.better), ids(&worse.worse));
}

#[test]
fn a_higher_level_makes_the_same_failure_worse() {
    let at = |level| {
        but(|report| {
            report.checks[6].verdict = VerdictName::Fail;
            report.checks[6].level = level;
        })
    };
    assert_eq!(
        ids(&Comparison::of(&at(Level::Warn), &at(Level::Deny)).worse),
        ["AUTH-4.1/AC3", "AUTH-4.1/T4", "cookie-cleared"]
    );
    assert!(!Comparison::of(&at(Level::Deny), &at(Level::Allow)).got_worse());
}

#[test]
fn a_failure_that_becomes_known_is_better_and_a_list_that_is_outdated_is_not_worse() {
    let at = |verdict, expired| {
        but(|report| {
            let (reason, until) = ("PM-4711".to_owned(), "2026-12-31".to_owned());
            report.checks[6].verdict = verdict;
            report.checks[6].known = Some(Known { reason, until, expired });
        })
    };
    let (known, expired) = (at(VerdictName::Fail, false), at(VerdictName::Fail, true));
    assert_eq!(ids(&Comparison::of(&expired, &known).better), ["cookie-cleared"]);
    assert_eq!(ids(&Comparison::of(&known, &expired).worse), ["cookie-cleared"]);
    assert!(Comparison::of(&dummy::all_pass(), &known).got_worse());
    let outdated = Comparison::of(&dummy::all_pass(), &at(VerdictName::Pass, false));
    assert!(!outdated.got_worse());
    assert_eq!(ids(&outdated.otherwise), ["cookie-cleared"]);
    assert!(outdated.otherwise[0].why.contains("take it out of the known failures"));
}

#[test]
fn a_check_that_no_longer_applies_is_worse_only_if_it_leaves_something_unproven() {
    let skip = |at: usize| but(|report| report.checks[at].verdict = VerdictName::Skip);
    let alone = Comparison::of(&dummy::all_pass(), &skip(6));
    assert_eq!(ids(&alone.worse), ["AUTH-4.1/AC3", "AUTH-4.1/T4"]);
    assert_eq!(ids(&alone.otherwise), ["cookie-cleared"]);
    let beside_others = Comparison::of(&dummy::all_pass(), &skip(10));
    assert!(!beside_others.got_worse());
    assert_eq!(ids(&beside_others.otherwise), ["rotated-values-refused"]);
}

#[test]
fn what_only_one_run_has_is_listed_apart() {
    let fewer = but(|report| drop(report.checks.remove(10)));
    let comparison = Comparison::of(&fewer, &dummy::all_pass());
    assert_eq!((ids(&comparison.added), ids(&comparison.gone)), (vec!["rotated-values-refused"], vec![]));
    let comparison = Comparison::of(&dummy::all_pass(), &fewer);
    assert_eq!((ids(&comparison.added), ids(&comparison.gone)), (vec![], vec!["rotated-values-refused"]));
}

#[test]
fn every_format_names_what_got_worse_and_why() {
    let comparison = Comparison::of(&dummy::all_pass(), &dummy::mixed());
    for format in [SheetFormat::Text, SheetFormat::Json, SheetFormat::Markdown] {
        let text = comparison.render(format, 200).unwrap();
        assert!(text.contains("no Cache-Control header at all"), "{text}");
    }
}
