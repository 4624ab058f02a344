//! What breaks inside is nobody's business outside.

use crate::check::answers::{Given, answers, listed, saw_a_session};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;

/// Texts that only the inside of a server knows, and what they give away. They
/// are long enough not to stand in an answer by chance.
const INTERNAL: [(&str, &str); 22] = [
    ("Traceback (most recent call last)", "a stack trace"),
    ("/node_modules/", "a path of the server"),
    ("/.next/server/", "a path of the server"),
    ("/var/task/", "a path of the server"),
    ("webpack-internal://", "a path of the server"),
    ("ECONNREFUSED", "an error of the network behind"),
    ("ECONNRESET", "an error of the network behind"),
    ("ENOTFOUND", "an error of the network behind"),
    ("ETIMEDOUT", "an error of the network behind"),
    ("getaddrinfo ", "an error of the network behind"),
    ("SELECT * FROM", "an SQL statement"),
    ("INSERT INTO ", "an SQL statement"),
    ("duplicate key value violates", "an error of the database"),
    ("syntax error at or near", "an error of the database"),
    ("violates foreign key constraint", "an error of the database"),
    ("SQLSTATE", "an error of the database"),
    ("postgres://", "the address of a database"),
    ("postgresql://", "the address of a database"),
    ("NILEDB_", "a setting of the server"),
    ("NEXTAUTH_SECRET", "a setting of the server"),
    ("-----BEGIN PRIVATE KEY", "a private key"),
    ("-----BEGIN RSA PRIVATE KEY", "a private key"),
];

/// How a line of a stack trace starts, as such and in JSON.
const FRAMES: [&str; 2] = ["\n    at ", "\\n    at "];

/// Texts that only a development server sends.
const DEVELOPMENT: [&str; 4] =
    ["webpack-internal://", "/_next/static/development/", "__nextjs_original-stack-frame", "/@vite/client"];

/// The check.
pub(super) const CHECK: Check = Check {
    id: "bodies-hide-internals",
    title: "No answer shows a stack trace, SQL, a path or a setting of the server",
    requirements: &[],
    references: &[reference::ASVS_16_5_1, reference::WSTG_ERRH_01, reference::CWE_209],
    level: Level::Warn,
    explain: "An error that is passed to the client tells an attacker what runs inside and where it breaks. Every body of the run is searched, those of refused logins, bad tokens and failures of Nile among them, for texts that only the inside of a server knows. Whether the token of a session is shown is another check.",
    cause: "A handler returns error.message or String(error), or the deployment runs in development mode.",
    remedy: "Log the error, answer with a text of your own, and run the app in its production mode.",
    needs: &[Phase::Anonymous, Phase::FirstLogin, Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    saw_a_session(evidence)?;
    let open: Vec<(Given<'_>, &str, &str)> = answers(evidence).filter_map(shown).collect();
    let Some((first, text, what)) = open.first() else {
        return Ok(Verdict::Pass(format!("{} bodies searched", answers(evidence).count())));
    };
    let places = listed(open.iter().map(|(given, ..)| *given));
    let body = &first.answer.body.text;
    let actual = format!("{what} ({:?}) in the body of {}", excerpt(body, text), places.words);
    let finding = Finding::new("an error that says nothing about the inside", actual).at(places.exchanges);
    if DEVELOPMENT.iter().any(|text| body.contains(text)) {
        return Ok(finding
            .because("this is a development server, which shows its inside to everybody")
            .into());
    }
    Ok(finding.into())
}

/// The first text of the inside in a body.
fn shown(given: Given<'_>) -> Option<(Given<'_>, &'static str, &'static str)> {
    let body = &given.answer.body.text;
    let frame = FRAMES.into_iter().find(|start| has_frame(body, start)).map(|start| (start, "a stack trace"));
    let (text, what) = frame.or_else(|| INTERNAL.iter().copied().find(|(text, _)| body.contains(text)))?;
    Some((given, text, what))
}

/// Whether a line that starts so goes on with a place in a source, as
/// `at f (a.js:1:2)` and `at a.js:1:2` do. Prose may be indented as well.
fn has_frame(body: &str, start: &str) -> bool {
    body.split(start).skip(1).any(|rest| {
        let line = rest.split('\n').next().unwrap_or_default();
        let line = line.split("\\n").next().unwrap_or_default();
        let is_numbered = |part: &str| part.starts_with(|first: char| first.is_ascii_digit());
        line.contains('(') || line.split(':').skip(1).any(is_numbered)
    })
}

/// How many characters of a body are shown.
const EXCERPT: usize = 60;

/// What stands in the body from that text on, in one line.
fn excerpt(body: &str, text: &str) -> String {
    let (_, rest) = body.split_at(body.find(text).unwrap_or_default());
    let text = if body.trim_start().starts_with(['{', '[']) { json_text(rest) } else { rest.to_owned() };
    // In JSON a line feed is two characters.
    let line = text.replace("\\n", " ");
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(EXCERPT).collect()
}

/// The rest of a JSON string, without the quote that ends it and without the
/// backslashes before its own quotes.
fn json_text(rest: &str) -> String {
    let mut text = String::new();
    let mut characters = rest.chars().peekable();
    while let Some(character) = characters.next_if(|it| *it != '"') {
        let escaped = characters.next_if(|next| character == '\\' && matches!(next, '"' | '\\'));
        text.push(escaped.unwrap_or(character));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{excerpt, has_frame};

    #[test]
    fn a_line_of_a_stack_trace_names_a_place_and_prose_does_not() {
        let trace = |text: &str| has_frame(text, "\n    at ");
        assert!(trace("Error: no\n    at f (/app/a.js:1:2)\n") && trace("Error: no\n    at /app/a.js:1:2"));
        assert!(!trace("Find us\n    at the corner: always open\n(until 6)"));
        assert!(has_frame(r"Error: no\n    at f (a.js:1)", "\\n    at "));
        assert!(!has_frame(r"Find us\n    at the corner\n(until 6)", "\\n    at "));
    }

    #[test]
    fn an_excerpt_is_one_line_from_the_telling_text_on() {
        let json = r#"{"stack":"Error: no\n    at f (/app/é.js:1)"}"#;
        assert_eq!(excerpt(json, "\\n    at "), "at f (/app/é.js:1)");
        let quoted = r#"{"error":"INSERT INTO \"users\" failed","at":1}"#;
        assert_eq!(excerpt(quoted, "INSERT INTO "), r#"INSERT INTO "users" failed"#);
        assert_eq!(excerpt(r#"x SELECT * FROM "users""#, "SELECT"), r#"SELECT * FROM "users""#);
        assert_eq!(excerpt("x SELECT * FROM\n users", "SELECT"), "SELECT * FROM users");
        assert_eq!(excerpt(&"é".repeat(90), "é").chars().count(), 60);
    }
}
