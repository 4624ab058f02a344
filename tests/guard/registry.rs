//! The catalogue itself: ids, texts, requirements.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use penguin_auth::check::{CATALOGUE, ON_NILE, Phase};
use penguin_auth::level::Level;
use penguin_auth::requirement::Requirement;

/// Every id that was ever released. The list may only grow: scripts and
/// known-failure files of other people name these.
const RELEASED: &[&str] = &[
    "accounts-stay-apart",
    "anonymous-logout-ends-nothing",
    "anonymous-sees-nobody",
    "bad-tokens-not-shown",
    "browser-keeps-session-cookie",
    "cleared-in-every-browser",
    "companion-cookies-cleared",
    "conditional-read-refused",
    "cookie-cleared",
    "cookie-not-blanked",
    "dropped-logout",
    "cors-trusts-no-stranger",
    "disguised-get-does-not-log-out",
    "forwarded-host-is-not-believed",
    "get-does-not-log-out",
    "head-does-not-log-out",
    "live-session-has-identity",
    "login-again",
    "login-beside-logout",
    "login-hides-unknown-email",
    "login-limits-guesses",
    "login-refuses-forged-requests",
    "login-refuses-wrong-password",
    "login-replaces-session",
    "login-sets-session-cookie",
    "login-time-hides-unknown-email",
    "logout-answers-200",
    "logout-body",
    "logout-despite-limit",
    "logout-compares-origins-exactly",
    "logout-leads-to-no-stranger",
    "logout-refuses-bad-tokens",
    "logout-refuses-forged-requests",
    "logout-requires-session",
    "malformed-tokens-refused",
    "many-logouts-at-once",
    "logout-survives-a-broken-body",
    "me-401-after-logout",
    "me-refuses-bad-tokens",
    "me-requires-session",
    "model-agrees-with-browser",
    "nile-failure-404-empty",
    "nile-failure-429",
    "nile-failure-500",
    "nile-failure-500-json",
    "nile-failure-503-html",
    "nile-failure-anonymous",
    "nile-failure-array",
    "nile-failure-empty",
    "nile-failure-garbage",
    "nile-failure-null",
    "nile-failure-recovery",
    "nile-failure-refuse",
    "nile-failure-reset",
    "nile-failure-signout-only",
    "nile-failure-slow",
    "nile-failure-stall",
    "no-clear-of-unknown-cookie",
    "odd-cookie-headers",
    "nothing-over-plain-http",
    "old-session-stays-dead",
    "other-logout-paths-keep-the-rules",
    "other-methods-do-not-log-out",
    "other-account-survives",
    "other-routes-refuse",
    "other-session-survives",
    "parallel-logouts",
    "reads-in-flight",
    "real-browser-signs-out",
    "rotated-values-ended",
    "second-logout",
    "session-ended-on-server",
    "sessions-end-one-by-one",
    "session-fixation",
    "session-read-after-logout",
    "token-refused-elsewhere",
    "token-stays-in-cookie",
    // Of headers, cookies and tokens that every run sees.
    "answers-not-stored",
    "bodies-hide-internals",
    "clear-site-data",
    "clock-agrees",
    "csrf-token-is-fresh",
    "content-type-fits",
    "dead-cookie-cleared",
    "headers-hide-versions",
    "login-cookie-lines",
    "no-answer-from-a-cache",
    "no-sniffing",
    "other-cookies-cleared",
    "refusals-name-the-way",
    "session-cookie-host-only",
    "session-cookie-http-only",
    "session-cookie-same-site",
    "session-cookie-secure",
    "session-lifetime",
    "strict-transport-security",
    "token-hides-person",
    "token-is-random",
    "token-is-signed",
    "unknown-route-is-404",
    "unprefixed-cookie-refused",
    "trace-shows-nothing",
];

#[test]
fn ids_are_unique_kebab_case_and_released_for_good() {
    let ids: BTreeSet<&str> = CATALOGUE.iter().map(|check| check.id).collect();
    assert_eq!(ids.len(), CATALOGUE.len());
    assert_eq!(ids, RELEASED.iter().copied().collect::<BTreeSet<_>>());
    for id in ids {
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{id}");
    }
}

#[test]
fn each_check_lives_in_a_file_of_its_name_and_each_file_is_a_check() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/catalogue");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().trim_end_matches(".rs").replace('_', "-"))
        .filter(|name| name != "mod")
        .collect();
    assert_eq!(files, CATALOGUE.iter().map(|check| check.id.to_owned()).collect::<BTreeSet<_>>());
}

#[test]
fn every_requirement_of_the_ticket_is_proven_by_a_check_that_can_fail_a_run() {
    for requirement in Requirement::ALL {
        let proves = CATALOGUE
            .iter()
            .any(|check| check.requirements.contains(&requirement) && check.level == Level::Deny);
        assert!(proves, "{}", requirement.id());
    }
}

#[test]
fn every_check_proves_something_and_says_why_and_how() {
    for check in CATALOGUE {
        assert!(!check.requirements.is_empty() || !check.references.is_empty(), "{}", check.id);
        assert!(!check.needs.is_empty(), "{}", check.id);
        assert!(check.title.len() <= 80 && !check.title.ends_with('.'), "{}: {}", check.id, check.title);
        for text in [check.explain, check.cause, check.remedy] {
            assert!(
                text.len() > 30 && text.ends_with('.') || text.ends_with("GMT."),
                "{}: {text:?}",
                check.id
            );
        }
        for reference in check.references {
            assert!(reference.url.starts_with("https://"), "{}", reference.url);
        }
    }
}

/// A deployment of another kind has no use for them.
#[test]
fn what_only_an_app_on_nile_needs_to_know_stands_apart() {
    let words =
        ["Nile", "NILE", "nile.", "Next.js", "next.config", "NextResponse", "nextjs.md", "route.ts", "SDK"];
    for check in CATALOGUE.iter().filter(|check| !check.id.starts_with("nile-failure")) {
        for text in [check.cause, check.remedy] {
            assert!(!words.iter().any(|word| text.contains(word)), "{}: {text}", check.id);
        }
    }
    let ids: Vec<&str> = ON_NILE.iter().map(|known| known.id).collect();
    assert!(ids.is_sorted_by(|one, next| one < next), "{ids:?}");
    for known in ON_NILE {
        assert!(CATALOGUE.iter().any(|check| check.id == known.id), "{}", known.id);
        assert!(known.text().ends_with('.'), "{}", known.id);
    }
}

#[test]
fn no_phase_needs_itself() {
    fn reaches(from: Phase, target: Phase, depth: usize) -> bool {
        depth < 20
            && from.requires().iter().any(|phase| *phase == target || reaches(*phase, target, depth + 1))
    }
    for phase in CATALOGUE.iter().flat_map(|check| check.needs) {
        assert!(!reaches(*phase, *phase, 0), "{phase:?}");
    }
}
