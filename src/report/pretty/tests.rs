//! What people see, checked against the reports of `dummy`.

use super::super::dummy;
use super::super::layout::columns;
use super::super::reporter::{Format, Glyphs, Style, Verbosity};
use super::super::tally::Standing;
use super::*;
use crate::document::{CheckReport, VerdictName};

const ALL_VERBOSITIES: [Verbosity; 4] =
    [Verbosity::Quiet, Verbosity::Normal, Verbosity::Exchanges, Verbosity::Bodies];

fn pretty(style: Style, report: &Report) -> String {
    dummy::render(Format::Pretty, style, report)
}

fn terminal() -> Style {
    Style { terminal: true, ..Style::default() }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for report in dummy::every() {
        for (verbosity, width) in
            ALL_VERBOSITIES.into_iter().flat_map(|verbosity| [(verbosity, 80), (verbosity, 50)])
        {
            for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
                let text = pretty(Style { verbosity, glyphs, width, ..terminal() }, &report);
                let wide = text.lines().find(|line| columns(line) > width);
                assert_eq!(wide, None, "{verbosity:?}, {glyphs:?}");
            }
        }
    }
}

#[test]
fn no_line_ends_in_white_space_and_no_two_are_empty() {
    for report in dummy::every() {
        let text = pretty(terminal(), &report);
        assert!(!text.lines().any(|line| line.ends_with(' ')), "{text}");
        assert!(!text.contains("\n\n\n"), "{text}");
        assert!(text.ends_with('\n') && !text.starts_with('\n'), "{text}");
    }
}

#[test]
fn without_colour_there_is_no_escape_byte() {
    for report in dummy::every() {
        for verbosity in ALL_VERBOSITIES {
            let text = pretty(Style { verbosity, curl: true, ..terminal() }, &report);
            let control = text.chars().find(|c| c.is_control() && *c != '\n');
            assert_eq!(control, None, "{text}");
            assert!(!text.contains('\u{202e}'));
        }
    }
}

#[test]
fn colour_changes_no_letter() {
    colored::control::set_override(true);
    for report in dummy::every() {
        let plain = pretty(terminal(), &report);
        let coloured = pretty(Style { colour: true, ..terminal() }, &report);
        assert!(coloured.contains("\u{1b}["));
        assert_eq!(stripped(&coloured), plain);
    }
}

/// The text without the sequences that set colours.
fn stripped(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').unwrap().1)
}

#[test]
fn what_passes_beyond_the_ticket_is_one_line_until_exchanges_are_asked_for() {
    let report = dummy::all_pass();
    let beyond =
        |check: &&CheckReport| check.requirements.is_empty() && Standing::of(check) == Standing::Passed;
    let titles: Vec<_> = report.checks.iter().filter(beyond).map(|check| check.title.clone()).collect();
    assert!(titles.len() > 1);
    let shown = |verbosity| {
        let text = pretty(Style { verbosity, width: 100, ..terminal() }, &report);
        let listed = titles.iter().filter(|title| text.contains(title.as_str())).count();
        (listed, text.contains(&format!("{} checks of standards passed", titles.len())))
    };
    assert_eq!(shown(Verbosity::Normal), (0, true));
    assert_eq!(shown(Verbosity::Exchanges), (titles.len(), false));
}

#[test]
fn a_warning_keeps_its_background_for_those_who_ask() {
    let report = dummy::mixed();
    let warned = report.checks.iter().find(|check| Standing::of(check) == Standing::Warned).unwrap();
    let cause = &warned.finding.as_ref().unwrap().cause;
    let words: String = cause.chars().take(20).collect();
    let page = |verbosity| pretty(Style { verbosity, width: 100, ..terminal() }, &report);
    let warning = |text: String| {
        let from = text.rfind(&format!("! {}", warned.id)).unwrap();
        text.get(from..).unwrap().split("\n\n").next().unwrap().to_owned()
    };
    let (short, long) = (warning(page(Verbosity::Normal)), warning(page(Verbosity::Exchanges)));
    assert!(!words.is_empty() && long.contains(&words) && !short.contains(&words), "{short}\n{long}");
    assert!(short.contains("actual") && short.contains("fix"), "{short}");
}

#[test]
fn an_allowed_failure_names_its_check_and_with_exchanges_what_was_seen() {
    let report = dummy::mixed();
    let allowed = report.checks.iter().find(|check| Standing::of(check) == Standing::Allowed).unwrap();
    let seen: String = allowed.finding.as_ref().unwrap().actual.chars().take(20).collect();
    let page = |verbosity| pretty(Style { verbosity, width: 100, ..terminal() }, &report);
    let normal = page(Verbosity::Normal);
    assert!(normal.contains(&format!("(allowed: {})", allowed.id)), "{normal}");
    assert!(!normal.contains(&seen) && page(Verbosity::Exchanges).contains(&seen), "{seen}");
}

#[test]
fn a_host_that_is_down_is_told_once() {
    let text = pretty(terminal(), &dummy::unreachable());
    assert_eq!(text.matches("connection refused (").count(), 1, "{text}");
    assert_eq!(text.matches("is the deployment running").count(), 1, "{text}");
    assert!(text.lines().count() < 20, "{text}");
}

#[test]
fn the_last_lines_name_the_verdict_and_what_failed() {
    let text = pretty(terminal(), &dummy::mixed());
    assert_eq!(
        text.lines().last(),
        Some("          10 passed, 2 failed, 1 warning, 1 allowed, 1 skipped, 3 not judged")
    );
    let end: Vec<_> = text.lines().rev().take(3).collect();
    assert!(end[2].starts_with("FAILED"), "{text}");
    assert!(end[1].contains("logout-answers-200, cookie-cleared"), "{text}");
}

#[test]
fn a_quiet_run_without_trouble_is_two_lines() {
    let text = pretty(Style { verbosity: Verbosity::Quiet, ..terminal() }, &dummy::all_pass());
    assert_eq!(text.lines().count(), 2, "{text}");
}

#[test]
fn all_six_criteria_are_visible_when_everything_passes() {
    let text = pretty(terminal(), &dummy::all_pass());
    for number in 1..=6 {
        assert!(text.contains(&format!("AC{number} ✓")), "{text}");
    }
}

#[test]
fn an_insecure_run_says_so_in_every_verbosity() {
    for verbosity in ALL_VERBOSITIES {
        assert!(pretty(Style { verbosity, ..terminal() }, &dummy::mixed()).contains("INSECURE"));
    }
}

#[test]
fn proofs_and_exchanges_are_told_on_request() {
    let report = dummy::all_pass();
    let normal = pretty(terminal(), &report);
    let more = pretty(Style { verbosity: Verbosity::Exchanges, ..terminal() }, &report);
    let most = pretty(Style { verbosity: Verbosity::Bodies, ..terminal() }, &report);
    assert!(!normal.contains("while a live session beside it"));
    assert!(more.contains("while a live session beside it"));
    assert!(more.contains("POST /api/auth/logout  first session: log out"), "{more}");
    assert!(!more.contains("content-type"));
    assert!(most.contains("< content-type: application/json"), "{most}");
    assert!(most.contains("(the server broke off after 4096 octets)"), "{most}");
}

#[test]
fn ids_stand_beside_the_titles_where_there_is_room() {
    let narrow = pretty(terminal(), &dummy::all_pass());
    let wide = pretty(Style { width: 120, ..terminal() }, &dummy::all_pass());
    assert!(!narrow.contains("replay-refused-later"));
    assert!(wide.contains("replay-refused-later"), "{wide}");
}

#[test]
fn curl_lines_can_be_pasted_as_they_stand() {
    let text = pretty(Style { curl: true, ..terminal() }, &dummy::mixed());
    assert!(text.contains("  curl -i -X POST 'http://127.0.0.1:40313/api/auth/logout' \\\n"), "{text}");
}

#[test]
fn a_servers_text_never_begins_a_line_as_a_workflow_command() {
    let style = Style { verbosity: Verbosity::Bodies, ..Style::default() };
    let text = pretty(style, &dummy::mixed());
    assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{text}");
    assert!(!text.contains("##["), "{text}");
}

#[test]
fn checks_that_were_skipped_for_one_reason_stand_in_one_line() {
    let mut report = dummy::mixed();
    let skipped = |id: &str, note: &str| {
        let mut check = dummy::check(id, "it holds");
        check.verdict = VerdictName::Skip;
        check.note = note.to_owned();
        check
    };
    report.checks = vec![
        dummy::check("nile-failure-500", "a 500 is one"),
        skipped("nile-failure-stall", "takes longer"),
        skipped("nile-failure-slow", "takes longer"),
        skipped("rotated-values-ended", "nothing rotates"),
        skipped("anonymous", "nobody asks"),
        skipped("session", "nobody asks"),
    ];
    report.checks.extend(["a", "b", "c", "d", "e"].map(|id| skipped(id, "asked for nowhere")));
    let told = ["– nile-failure-* (2 checks): takes longer", "– 5 checks: asked for nowhere"];
    let named = ["– rotated-values-ended: nothing rotates", "– anonymous, session: nobody asks"];
    for check in &mut report.checks {
        check.requirements = vec!["AUTH-4.1/T7".to_owned()];
    }
    let text = pretty(terminal(), &report);
    for line in told.iter().chain(&named) {
        assert!(text.contains(line), "{line}\n{text}");
    }
    for check in &mut report.checks {
        check.requirements.clear();
    }
    let text = pretty(terminal(), &report);
    for line in [told[1], "– 5 checks found nothing to look at (-v says why)"] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let text = pretty(Style { verbosity: Verbosity::Exchanges, ..terminal() }, &report);
    assert!(named.iter().all(|line| text.contains(line)), "{text}");
}
