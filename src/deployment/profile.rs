//! The profile: paths, recipes for login and logout, what is answered, and how
//! the user is named.

mod built_in;
mod contradiction;
mod expectation;
mod read;

use data_encoding::HEXLOWER;
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use ring::digest::{SHA256, digest};
use serde_json::Value;

use super::Expected;
use crate::settings::Mistakes;

/// What a deployment promises.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// What it describes, one line.
    pub about: String,
    /// Where the routes are.
    pub paths: Paths,
    /// How a CSRF token is got and sent, where one is needed.
    pub csrf: Option<Csrf>,
    /// Whether login and logout name the origin that they come from, as a
    /// browser does.
    pub sends_origin: bool,
    /// How to log in.
    pub login: Login,
    /// How to log out, and what that answers.
    pub logout: Logout,
    /// How the protected route names the user, and how it names nobody.
    pub me: Me,
    /// What carries a session.
    pub session: SessionRule,
    /// Ends of names of CSRF cookies by which the deployment is recognised.
    pub csrf_cookies: Vec<String>,
    /// The TOML that it was read from.
    text: String,
}

/// Paths below the base URL.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The login route.
    pub login: String,
    /// The logout route.
    pub logout: String,
    /// The protected route that says who is asking.
    pub me: String,
    /// Where a CSRF token may be fetched.
    pub csrf: Option<String>,
    /// A route that reads the session and may write it anew.
    pub session: Option<String>,
    /// Further routes that need a session.
    pub protected: Vec<String>,
}

/// A CSRF token that has to be sent.
#[derive(Clone, Debug)]
pub struct Csrf {
    /// Where the token comes from.
    pub source: CsrfSource,
    /// The field of a body in which it is sent.
    pub field: Option<String>,
    /// The header in which it is sent.
    pub header: Option<HeaderName>,
}

/// Where a CSRF token comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CsrfSource {
    /// The answer of the CSRF route holds it at this JSON pointer.
    Answer(String),
    /// It is the value of the cookie whose name ends with this, whenever that
    /// was set.
    Cookie(String),
}

/// How a request is made, beside what goes into every one of its kind.
#[derive(Clone, Debug)]
pub struct Call {
    /// The method.
    pub method: Method,
    /// How the fields of the body are written.
    pub encoding: Encoding,
    /// Fields that are always the same.
    pub fields: Vec<(String, String)>,
    /// Headers that are always the same.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

/// How the fields of a body are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As a JSON object.
    Json,
    /// As a web form.
    Form,
}

/// The login.
#[derive(Clone, Debug)]
pub struct Login {
    /// Its request.
    pub call: Call,
    /// The field of the e-mail address.
    pub email_field: String,
    /// The field of the password.
    pub password_field: String,
    /// What the right password brings.
    pub success: Expected,
    /// What a wrong password brings.
    pub refused: Expected,
}

/// The logout.
#[derive(Clone, Debug)]
pub struct Logout {
    /// Its request.
    pub call: Call,
    /// What a logout that ended the session answers.
    pub success: Expected,
    /// What a caller without a session gets; none if everybody is answered
    /// alike.
    pub unauthorized: Option<Expected>,
    /// The body of the 500 while the service behind it fails; null if none is
    /// promised.
    pub failure_body: Value,
}

/// The protected route's answers.
#[derive(Clone, Debug)]
pub struct Me {
    /// JSON pointers to what may be the user's id; the ticket family names
    /// three. None if no id is promised.
    pub id_fields: Vec<String>,
    /// The JSON pointer to the e-mail address.
    pub email_field: String,
    /// The JSON pointer to the user's name.
    pub name_field: String,
    /// What a caller without a session gets.
    pub unauthorized: Expected,
}

/// What carries a session.
#[derive(Clone, Debug)]
pub struct SessionRule {
    /// Cookies, or a token.
    pub carrier: Carrier,
    /// Ends of names of cookies that never carry a session.
    pub not_session: Vec<String>,
}

/// What carries a session from the login to later requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The cookies that the login sets.
    Cookie,
    /// A token from the login's answer, sent as `Authorization: Bearer`.
    Bearer(Place),
}

/// Where an answer holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the JSON body, at this pointer.
    Json(String),
    /// In this header.
    Header(HeaderName),
}

impl Profile {
    /// The ticket's profile.
    ///
    /// # Errors
    /// Never, as a test shows; the text is embedded.
    pub fn ticket() -> Result<Self, Mistakes> {
        Self::built_in("ticket").unwrap_or_else(|| Self::read("the profile ticket", ""))
    }

    /// Whether a cookie of that name may carry a session.
    #[must_use]
    pub fn may_be_session(&self, cookie: &str) -> bool {
        let csrf = self.csrf.as_ref().and_then(|csrf| match &csrf.source {
            CsrfSource::Answer(_) => None,
            CsrfSource::Cookie(end) => Some(end),
        });
        let mut others = self.session.not_session.iter().chain(csrf);
        self.session.carrier == Carrier::Cookie && !others.any(|end| cookie.ends_with(end.as_str()))
    }

    /// Whether it describes an app on Nile: no other service is known to set a
    /// cookie for the tenant.
    #[must_use]
    pub fn is_on_nile(&self) -> bool {
        self.session.not_session.iter().any(|end| end == "tenant-id")
    }

    /// Where a login's answer holds the token, if no cookie carries the
    /// session.
    #[must_use]
    pub const fn bearer(&self) -> Option<&Place> {
        match &self.session.carrier {
            Carrier::Cookie => None,
            Carrier::Bearer(place) => Some(place),
        }
    }

    /// The TOML that it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A digest of that text. It can be kept where the text cannot: a header
    /// that is always sent may be a secret.
    #[must_use]
    pub fn digest(&self) -> String {
        HEXLOWER.encode(digest(&SHA256, self.text.as_bytes()).as_ref())
    }
}

#[cfg(test)]
mod tests;
