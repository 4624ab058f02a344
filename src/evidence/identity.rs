//! Who an answer says is asking, and an answer in a few words.

use serde_json::Value;

use super::SessionFacts;
use crate::deployment::Profile;
use crate::http::{Answer, Ending};

/// Who the protected route says is asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The user's id.
    pub id: Option<String>,
    /// The user's e-mail address.
    pub email: Option<String>,
    /// The user's name.
    pub name: Option<String>,
}

impl Identity {
    /// The identity in an answer: a 200 with a JSON object that names an id or
    /// an e-mail address. An array is Nile's list of a tenant's users.
    #[must_use]
    pub fn of(answer: &Answer, profile: &Profile) -> Option<Self> {
        if answer.status != 200 {
            return None;
        }
        let json = answer.json()?;
        json.as_object()?;
        let ids = profile.me.id_fields.iter();
        let id = ids.filter_map(|field| json.pointer(field)).find_map(text);
        let email = json.pointer(&profile.me.email_field).and_then(text);
        let name = json.pointer(&profile.me.name_field).and_then(text);
        (id.is_some() || email.is_some()).then_some(Self { id, email, name })
    }

    /// Whether it is the account of that session, by e-mail and, where an id is
    /// promised, by the one that the login named.
    #[must_use]
    pub fn is(&self, session: &SessionFacts, profile: &Profile) -> bool {
        let same_email = self.email.as_ref().is_some_and(|email| *email == session.email);
        let same_id = match (&self.id, &session.user_id) {
            (Some(id), Some(expected)) => id == expected,
            (Some(_), None) => true,
            (None, _) => profile.me.id_fields.is_empty(),
        };
        same_email && same_id
    }

    /// Whether it is that account as far as it goes, but holds no id although
    /// one is promised.
    #[must_use]
    pub fn lacks_its_id(&self, session: &SessionFacts, profile: &Profile) -> bool {
        let same_email = self.email.as_ref().is_some_and(|email| *email == session.email);
        same_email && self.id.is_none() && !profile.me.id_fields.is_empty()
    }

    /// Whether it names another account than the one with that address. Case
    /// makes no difference to a mail server.
    #[must_use]
    pub fn contradicts(&self, email: &str) -> bool {
        self.email.as_ref().is_some_and(|own| !own.eq_ignore_ascii_case(email))
    }

    /// For people.
    #[must_use]
    pub fn words(&self) -> String {
        let unknown = || "none".to_owned();
        let email = self.email.clone().unwrap_or_else(unknown);
        let id = self.id.clone().unwrap_or_else(unknown);
        format!("id {id}, e-mail {email}")
    }
}

/// A non-empty string, or a number.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// An answer in a few words: `302 to /login`, `200 with an HTML page`.
#[must_use]
pub fn describe(answer: &Answer, profile: &Profile) -> String {
    let status = answer.status;
    match answer.body.ending {
        Ending::Whole => {}
        Ending::CutAtLimit => {
            return format!("{status} with a body of over {} octets", answer.body.octets);
        }
        Ending::BrokenOff => {
            return format!("{status} with a body that broke off after {} octets", answer.body.octets);
        }
        Ending::TimedOut => return format!("{status} with a body that did not end in time"),
    }
    if answer.is_redirect() {
        return match answer.header("location") {
            Some(target) => format!("{status} to {target}"),
            None if status == 304 => "304 Not Modified, without a body".to_owned(),
            None => format!("{status} without a Location"),
        };
    }
    if answer.is_html() {
        return format!("{status} with an HTML page");
    }
    if let Some(identity) = Identity::of(answer, profile) {
        return format!("{status} with an identity ({})", identity.words());
    }
    if answer.body.octets == 0 {
        return format!("{status} with an empty body");
    }
    let text = answer.body.text.trim();
    let short: String = text.chars().take(100).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("{status} {short}{dots}")
}
