//! The login must not tell who has an account.

use serde_json::{Map, Value};

use crate::check::judge::{describe, is_logged_in};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::http::Answer;
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "login-hides-unknown-email",
    title: "An unknown e-mail address is refused exactly like a wrong password",
    requirements: &[],
    references: &[reference::ASVS_6_3_8, reference::WSTG_IDNT_04],
    level: Level::Warn,
    explain: "If the two answers differ, anybody can find out who has an account. Status and body are compared. The address that is tried belongs to nobody.",
    cause: "The handler looks the user up first and answers 404 or another text when there is none.",
    remedy: "Answer both cases with 401 and { error: 'Invalid email or password' }.",
    needs: &[Phase::RefusedLogins, Phase::LoginAgain],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let wrong = evidence.answer(Actor::First, Step::WrongPassword)?;
    let unknown = evidence.answer(Actor::Nobody, Step::UnknownEmail)?;
    let both = [wrong.index, unknown.index];
    if is_logged_in(unknown.answer, profile) {
        let finding = Finding::new("a refusal", describe(unknown.answer, profile));
        return Ok(finding.at(both).because("the login accepts an address that nobody has").into());
    }
    if is_logged_in(wrong.answer, profile) {
        return Err(Missing::depends_on(
            "login-refuses-wrong-password",
            "a wrong password is not refused, so there is nothing to compare with",
        ));
    }
    let same = unknown.answer.status == wrong.answer.status && says_the_same(unknown.answer, wrong.answer);
    if same {
        return Ok(Verdict::Pass(format!("both are {}", describe(unknown.answer, profile))));
    }
    let expected = format!("the same as for a wrong password: {}", describe(wrong.answer, profile));
    Ok(Finding::new(expected, describe(unknown.answer, profile)).at(both).into())
}

/// Whether two refusals say the same. Ids and times of the request may differ,
/// so of JSON objects the fields and the words are compared, and of pages what
/// people read.
pub(super) fn says_the_same(one: &Answer, other: &Answer) -> bool {
    if one.body.text == other.body.text {
        return true;
    }
    if one.is_html() && other.is_html() {
        return text_of_page(&one.body.text) == text_of_page(&other.body.text);
    }
    let (Some(Value::Object(one)), Some(Value::Object(other))) = (one.json(), other.json()) else {
        return false;
    };
    let words = |fields: &Map<String, Value>| {
        WORDS.map(|name| fields.get(name).and_then(Value::as_str).map(ToOwned::to_owned))
    };
    let some = words(&one).iter().any(Option::is_some);
    some && words(&one) == words(&other) && one.keys().eq(other.keys())
}

/// A page without its tags. A form that is shown again repeats in attributes
/// what was typed, and has another CSRF token there each time.
fn text_of_page(page: &str) -> String {
    let (mut text, mut rest) = (String::new(), page);
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = after_tag(tag);
    }
    text + rest
}

/// What follows the end of a tag: quoted values may have a `>` in them. All of
/// it if there is no end.
fn after_tag(tag: &str) -> &str {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return tag.get(at + 1..).unwrap_or_default(),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None | Some(_), _) => {}
        }
    }
    tag
}

/// Fields of a refusal that people and programs read.
const WORDS: [&str; 3] = ["error", "message", "code"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Body, Ending};

    fn refusal(text: &str) -> Answer {
        Answer {
            status: 401,
            version: "HTTP/1.1".to_owned(),
            headers: Vec::new(),
            set_cookies: Vec::new(),
            body: Body { text: text.to_owned(), octets: text.len(), ending: Ending::Whole },
        }
    }

    #[test]
    fn a_request_id_is_no_difference_but_a_word_or_a_field_is() {
        let same = |one: &str, other: &str| says_the_same(&refusal(one), &refusal(other));
        assert!(same(r#"{"error":"Invalid","requestId":"1"}"#, r#"{"error":"Invalid","requestId":"2"}"#));
        assert!(!same(r#"{"error":"Invalid"}"#, r#"{"error":"No such user"}"#));
        assert!(!same(r#"{"error":"Invalid"}"#, r#"{"error":"Invalid","attemptsLeft":4}"#));
        assert!(!same("Wrong password", "No such user"));
        assert!(!same(r#"{"id":1}"#, r#"{"id":2}"#));
    }

    #[test]
    fn a_token_in_a_form_is_no_difference_but_a_word_on_the_page_is() {
        let page = |token: &str, text: &str| {
            let form = format!("<form><input value={token}><input value=\"<{token} account>\"></form>");
            let mut answer = refusal(&format!("{form}<p>{text}</p>"));
            answer.headers.push(("content-type".to_owned(), "text/html; charset=utf-8".to_owned()));
            answer
        };
        assert!(says_the_same(&page("one", "Wrong login"), &page("two", "Wrong login")));
        assert!(!says_the_same(&page("one", "Wrong password"), &page("two", "No such user")));
    }
}
