use std::collections::BTreeSet;

use regex::Regex;

use super::super::dummy;
use super::super::reporter::{Format, Style};
use super::*;

fn html(report: &Report) -> String {
    dummy::render(Format::Html, Style::default(), report)
}

/// What the pattern's first group matches.
fn all<'a>(pattern: &str, text: &'a str) -> Vec<&'a str> {
    let pattern = Regex::new(pattern).unwrap();
    pattern.captures_iter(text).map(|found| found.get(1).unwrap().as_str()).collect()
}

#[test]
fn nothing_runs_and_nothing_is_loaded() {
    for report in dummy::every() {
        let text = html(&report);
        for forbidden in
            ["<script", "<link", "<img", "<iframe", "<base", "src=", "@import", "url(", "javascript:"]
        {
            assert!(!text.contains(forbidden), "{forbidden}");
        }
        assert_eq!(all(r"<[^>]* (on[a-z]+)=", &text), [""; 0]);
        assert!(all(r#"href="([^"]*)""#, &text).iter().all(|target| target.starts_with('#')));
        assert!(text.contains(POLICY.split(';').next().unwrap()));
    }
}

#[test]
fn foreign_text_stays_text() {
    let text = html(&dummy::mixed());
    assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(text.contains(r"\u{202e}"), "hidden direction marks are shown");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn every_element_is_closed() {
    const VOID: [&str; 2] = ["meta", "br"];
    for report in dummy::every() {
        let text = html(&report);
        let mut open = Vec::new();
        for tag in all(r"<(/?[a-z][a-z0-9]*)[^>]*>", &text) {
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name)),
                None if VOID.contains(&tag) => {}
                None => open.push(tag),
            }
        }
        assert_eq!(open, [""; 0]);
    }
}

#[test]
fn a_screen_reader_finds_its_way() {
    for report in dummy::every() {
        let text = html(&report);
        for landmark in ["<header>", "<main ", "<footer>", "<h1>"] {
            assert_eq!(text.matches(landmark).count(), 1, "{landmark}");
        }
        assert!(text.contains("<html lang=\"en\">"));
        assert_eq!(text.matches("<table>").count(), text.matches("<caption>").count());
        assert_eq!(all(r"<th( )[^s>]*>", &text), [""; 0], "every heading of a table says what it heads");
        let levels: Vec<u32> =
            all(r"<h([1-6])[ >]", &text).iter().map(|level| level.parse().unwrap()).collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    }
}

#[test]
fn every_link_leads_somewhere_and_every_name_is_given_once() {
    for report in dummy::every() {
        let text = html(&report);
        let names = all(r#" id="([^"]*)""#, &text);
        let unique: BTreeSet<_> = names.iter().copied().collect();
        assert_eq!(unique.len(), names.len(), "{names:?}");
        for target in all(r##"(?:href="#|aria-labelledby=")([^"]*)""##, &text) {
            assert!(unique.contains(target), "{target}");
        }
    }
}

#[test]
fn no_result_is_told_by_colour_alone() {
    for report in dummy::every() {
        for cell in all(r#"<td class="[a-z]+">([^<]*)<"#, &html(&report)) {
            assert!(cell.chars().filter(|c| c.is_alphabetic()).count() > 4, "{cell:?}");
        }
    }
}

#[test]
fn what_the_list_of_known_failures_says_is_told_in_full() {
    let text = html(&dummy::known());
    let wrong = text.split("What is wrong").nth(1).unwrap();
    for (words, why) in [
        ("✗ failed: ", "known only until 2026-12-31, which has gone by"),
        ("✗ listed, and fails no more: ", "it passes: take it out of the known failures"),
        ("! failed, as is known: ", "known until 2026-12-31: PM-4711"),
    ] {
        assert!(wrong.contains(words) && wrong.contains(why), "{words}{why}");
    }
}

#[test]
fn every_check_and_every_exchange_is_on_the_page() {
    let report = dummy::mixed();
    let text = html(&report);
    for check in &report.checks {
        assert!(text.contains(&format!("<th scope=\"row\"><code>{}</code>", check.id)));
    }
    assert_eq!(text.matches("<details>").count(), report.exchanges.len());
}
