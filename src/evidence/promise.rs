//! Whether an answer is what the profile promises.

use crate::deployment::{Expected, ExpectedBody, Profile};
use crate::http::{Answer, Ending};

/// Whether the answer looks like that.
#[must_use]
pub fn fits(answer: &Answer, expected: &Expected) -> bool {
    let body = |body: &ExpectedBody| match body {
        ExpectedBody::Empty => answer.body.octets == 0 && answer.body.ending == Ending::Whole,
        ExpectedBody::Json(json) => answer.json().as_ref() == Some(json),
    };
    expected.allows(answer.status)
        && (expected.bodies.is_empty() || expected.bodies.iter().any(body))
        && says_what_it_must(answer, expected)
        && !says_what_it_must_not(answer, expected)
}

/// Whether a login let the caller in. Where both answers have the same status,
/// a profile may say of the refusal alone what stands in it.
#[must_use]
pub fn is_logged_in(answer: &Answer, profile: &Profile) -> bool {
    fits(answer, &profile.login.success) && !fits(answer, &profile.login.refused)
}

/// Whether the protected route takes the caller for nobody.
#[must_use]
pub fn is_refused(answer: &Answer, profile: &Profile) -> bool {
    fits(answer, &profile.me.unauthorized)
}

/// Whether the protected route lets the caller in, with or without an identity.
#[must_use]
pub fn is_accepted(answer: &Answer, profile: &Profile) -> bool {
    answer.status == 200 && !is_refused(answer, profile)
}

/// Whether a logout was plainly not carried out.
#[must_use]
pub fn is_turned_away(answer: &Answer, profile: &Profile) -> bool {
    answer.status >= 400 || says_what_it_must_not(answer, &profile.logout.success)
}

/// Whether an answer reads as if the caller had been logged out. A page may only
/// ask whether that is meant.
#[must_use]
pub fn seems_logged_out(answer: &Answer, profile: &Profile) -> bool {
    let success = &profile.logout.success;
    fits(answer, success) || answer.is_success() && !answer.is_html() && !is_turned_away(answer, profile)
}

/// Whether the logout took the caller for nobody, whatever its body says.
#[must_use]
pub fn is_unauthorized_logout(answer: &Answer, profile: &Profile) -> bool {
    profile.logout.unauthorized.as_ref().is_some_and(|refusal| refusal.allows(answer.status))
}

/// Whether each text that is promised stands in the answer.
#[must_use]
pub fn says_what_it_must(answer: &Answer, expected: &Expected) -> bool {
    expected.says.iter().all(|text| says(answer, text))
}

fn says_what_it_must_not(answer: &Answer, expected: &Expected) -> bool {
    expected.lacks.iter().any(|text| says(answer, text))
}

/// Whether the text stands in the Location header or in the body.
fn says(answer: &Answer, text: &str) -> bool {
    answer.body.text.contains(text) || answer.header("location").is_some_and(|target| target.contains(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Body;

    fn answer(status: u16, location: Option<&str>, text: &str) -> Answer {
        Answer {
            status,
            version: "HTTP/1.1".to_owned(),
            headers: location.map(|target| ("location".to_owned(), target.to_owned())).into_iter().collect(),
            set_cookies: Vec::new(),
            body: Body { text: text.to_owned(), octets: text.len(), ending: Ending::Whole },
        }
    }

    fn profile(name: &str) -> Profile {
        Profile::built_in(name).unwrap().unwrap()
    }

    #[test]
    fn a_refusal_is_what_the_profile_calls_one() {
        let nobody = answer(200, None, "{}");
        assert!(is_refused(&nobody, &profile("authjs")) && !is_accepted(&nobody, &profile("authjs")));
        assert!(!is_refused(&nobody, &profile("ticket")) && is_accepted(&nobody, &profile("ticket")));
        assert!(is_refused(&answer(200, None, " null\n"), &profile("authjs")));
        assert!(!is_refused(&answer(401, None, ""), &profile("authjs")));
        assert!(is_refused(&answer(401, None, ""), &profile("nile")));
    }

    #[test]
    fn a_sign_out_is_told_by_where_it_leads_and_not_by_its_status() {
        let nile = profile("nile");
        let done = answer(200, None, r#"{"url":"http://localhost:3000"}"#);
        let sent_back = answer(200, None, r#"{"url":"http://localhost:3000/api/auth/signout?csrf=true"}"#);
        let redirected = answer(200, Some("http://localhost:3000/api/auth/signout?csrf=true"), "");
        assert!(fits(&done, &nile.logout.success) && !is_turned_away(&done, &nile));
        assert!(!fits(&sent_back, &nile.logout.success) && is_turned_away(&sent_back, &nile));
        assert!(!fits(&redirected, &nile.logout.success) && is_turned_away(&redirected, &nile));
    }

    #[test]
    fn an_empty_body_can_be_expected() {
        let expected = Expected { bodies: vec![ExpectedBody::Empty], ..Expected::status(404) };
        assert!(fits(&answer(404, None, ""), &expected) && !fits(&answer(404, None, "{}"), &expected));
    }
}
