//! The requests of login and logout, as the profile describes them.

use reqwest::header::{HeaderName, HeaderValue, ORIGIN};
use reqwest::{Method, Url};
use serde_json::{Map, Value};

use crate::deployment::{Call, Csrf, CsrfSource, Encoding, Place, Profile};
use crate::http::{Payload, Request};
use crate::redact::Secret;

/// The request that fetches a CSRF cookie, and a token where one is sent.
#[must_use]
pub fn csrf_request(profile: &Profile, url: Url) -> Request {
    let place = |csrf: &Csrf| match &csrf.source {
        CsrfSource::Answer(pointer) => Some(Place::Json(pointer.clone())),
        CsrfSource::Cookie(_) => None,
    };
    Request::new(Method::GET, url).expecting(profile.csrf.as_ref().and_then(place))
}

/// The login with that address and password.
#[must_use]
pub fn login_request(
    profile: &Profile,
    url: Url,
    (email, password): (&str, &Secret),
    csrf: Option<&Secret>,
) -> Request {
    let login = &profile.login;
    let who = vec![
        (login.email_field.clone(), Secret::new(email)),
        (login.password_field.clone(), password.clone()),
    ];
    request(profile, &login.call, url, who, csrf).expecting(profile.bearer().cloned())
}

/// The logout.
#[must_use]
pub fn logout_request(profile: &Profile, url: Url, csrf: Option<&Secret>) -> Request {
    request(profile, &profile.logout.call, url, Vec::new(), csrf)
}

fn request(
    profile: &Profile,
    call: &Call,
    url: Url,
    mut fields: Vec<(String, Secret)>,
    csrf: Option<&Secret>,
) -> Request {
    let mut headers = call.headers.clone();
    headers.extend(origin(&url).filter(|_| profile.sends_origin));
    fields.extend(call.fields.iter().map(|(name, value)| (name.clone(), Secret::new(value))));
    if let (Some(rule), Some(token)) = (&profile.csrf, csrf) {
        fields.extend(rule.field.iter().map(|name| (name.clone(), token.clone())));
        headers.extend(rule.header.iter().filter_map(|name| header(name, token)));
    }
    Request::new(call.method.clone(), url).headers(headers).body(payload(call.encoding, fields))
}

/// Where a page of the deployment itself would send it from.
fn origin(url: &Url) -> Option<(HeaderName, HeaderValue)> {
    Some((ORIGIN, HeaderValue::from_str(&url.origin().ascii_serialization()).ok()?))
}

/// A token that no header may carry came from a broken server; the answer to
/// the request without it will say so.
fn header(name: &HeaderName, token: &Secret) -> Option<(HeaderName, HeaderValue)> {
    let mut value = HeaderValue::from_str(token.reveal()).ok()?;
    value.set_sensitive(true);
    Some((name.clone(), value))
}

/// The fields as a body; no fields need none.
fn payload(encoding: Encoding, fields: Vec<(String, Secret)>) -> Option<Payload> {
    if fields.is_empty() {
        return None;
    }
    Some(match encoding {
        Encoding::Form => Payload::Form(fields),
        Encoding::Json => {
            let value = |(name, value): (String, Secret)| (name, Value::from(value.reveal()));
            let object: Map<String, Value> = fields.into_iter().map(value).collect();
            Payload::Json(Secret::new(Value::Object(object).to_string()))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url() -> Url {
        Url::parse("http://localhost/").unwrap()
    }

    fn sent(body: Option<&Payload>) -> Vec<(String, String)> {
        match body {
            None => Vec::new(),
            Some(Payload::Json(text)) => vec![("json".to_owned(), text.reveal().to_owned())],
            Some(Payload::Text(media_type, text)) => vec![((*media_type).to_owned(), text.clone())],
            Some(Payload::Padding(_)) => Vec::new(),
            Some(Payload::Form(fields)) => {
                fields.iter().map(|(name, value)| (name.clone(), value.reveal().to_owned())).collect()
            }
        }
    }

    #[test]
    fn the_ticket_logs_in_with_json_and_out_with_nothing() {
        let ticket = Profile::ticket().unwrap();
        let login = login_request(&ticket, url(), ("ada", &Secret::new("pass")), None);
        assert_eq!(
            sent(login.body.as_ref()),
            [("json".to_owned(), r#"{"email":"ada","password":"pass"}"#.to_owned())]
        );
        let logout = logout_request(&ticket, url(), Some(&Secret::new("token")));
        assert!(logout.body.is_none() && logout.headers.is_empty());
    }

    #[test]
    fn a_csrf_token_goes_where_the_profile_says() {
        let nile = Profile::built_in("nile").unwrap().unwrap();
        let logout = logout_request(&nile, url(), Some(&Secret::new("token")));
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(sent(logout.body.as_ref()), [pair("json", "true"), pair("csrfToken", "token")]);
        let text = nile.text().replace("field = \"csrfToken\"", "header = \"X-CSRF-Token\"");
        let by_header = Profile::read("test", &text).unwrap();
        let logout = logout_request(&by_header, url(), Some(&Secret::new("token")));
        assert_eq!(sent(logout.body.as_ref()), [pair("json", "true")]);
        assert_eq!(logout.headers.len(), 1);
        assert!(logout.headers[0].1.is_sensitive());
    }

    #[test]
    fn the_origin_is_sent_with_login_and_logout_where_the_profile_says_so() {
        let paths = "[paths]\nlogin = \"/in\"\nlogout = \"/out\"\nme = \"/me\"\n";
        let text = format!("name = \"strict\"\n{paths}[csrf]\norigin = true\n");
        let strict = Profile::read("test", &text).unwrap();
        let url = || Url::parse("https://app.test:8443/staging/in").unwrap();
        let login = login_request(&strict, url(), ("ada", &Secret::new("pass")), None);
        let origin = [(ORIGIN, HeaderValue::from_static("https://app.test:8443"))];
        assert_eq!(login.headers, origin);
        assert_eq!(logout_request(&strict, url(), None).headers, origin);
    }
}
