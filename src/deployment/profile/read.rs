//! From TOML to a profile. What is read here are all the keys that there are.

use super::expectation::{expected, json};
use super::{
    Call, Carrier, Csrf, CsrfSource, Encoding, Login, Logout, Me, Paths, Place, Profile, SessionRule,
};
use crate::deployment::Expected;
use crate::settings::{Mistake, Mistakes, Placed, Section, parse};
use reqwest::Method;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};

/// Methods that a login may have, and those of a logout.
const LOGIN_METHODS: [&str; 3] = ["POST", "PUT", "PATCH"];
const LOGOUT_METHODS: [&str; 5] = ["POST", "PUT", "PATCH", "DELETE", "GET"];

impl Profile {
    /// Reads a profile. The origin is how it is called in what is said about
    /// it.
    ///
    /// # Errors
    /// Everything that is wrong in it.
    pub fn read(origin: &str, text: &str) -> Result<Self, Mistakes> {
        parse(origin, text, |mut root, table| {
            let profile = profile(&mut root, text);
            super::contradiction::look(&profile, table, &root);
            root.finish();
            profile
        })
    }
}

fn profile(root: &mut Section<'_>, text: &str) -> Profile {
    let csrf = root.has("csrf").then(|| root.table("csrf", csrf));
    let (csrf, sends_origin) = csrf.unwrap_or_default();
    Profile {
        name: name(root),
        about: root.text("about").map_or_else(String::new, |about| about.value),
        paths: root.table("paths", paths),
        csrf,
        sends_origin,
        login: root.table("login", login),
        logout: root.table("logout", logout),
        me: root.table("me", me),
        session: root.table("session", session),
        csrf_cookies: root.table("recognise", csrf_cookies),
        text: text.to_owned(),
    }
}

/// One word: it stands in reports and hints.
fn name(root: &mut Section<'_>) -> String {
    let Placed { value, span } = root.needed_text("name");
    let is_word = value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !is_word {
        let what = format!("the name is {value:?}");
        root.mistake(Mistake::at(span, what).hint("letters, digits, hyphens, underscores and dots"));
    }
    value
}

fn paths(table: &mut Section<'_>) -> Paths {
    let login = table.needed_text("login");
    let logout = table.needed_text("logout");
    let me = table.needed_text("me");
    let csrf = table.text("csrf");
    for (key, path) in [("login", &login), ("logout", &logout), ("me", &me)] {
        check_path(table, key, path);
    }
    let session = table.text("session");
    let protected = table.texts("protected").unwrap_or_default();
    for (key, path) in [("csrf", &csrf), ("session", &session)] {
        path.iter().for_each(|path| check_path(table, key, path));
    }
    protected.iter().for_each(|path| check_path(table, "protected", path));
    Paths {
        login: login.value,
        logout: logout.value,
        me: me.value,
        csrf: csrf.map(|path| path.value),
        session: session.map(|path| path.value),
        protected: protected.into_iter().map(|path| path.value).collect(),
    }
}

/// A path is put below the base URL as it is.
fn check_path(table: &Section<'_>, key: &str, path: &Placed<String>) {
    let Placed { value, span } = path;
    // What is missing, empty or no text has been said.
    if *span == table.span() {
        return;
    }
    if value.is_empty() {
        let may_be_left_out = matches!(key, "csrf" | "session" | "protected");
        let hint = if may_be_left_out { "leave it out" } else { "write the path of the route" };
        table.mistake(Mistake::at(span.clone(), format!("paths.{key} is empty")).hint(hint));
    } else if !value.starts_with('/') {
        let what = format!("paths.{key} does not begin with a slash");
        let hint = match value.split_once("://") {
            Some(_) => "only the path: scheme and host are in --base-url".to_owned(),
            None => format!("write it as \"/{value}\""),
        };
        table.mistake(Mistake::at(span.clone(), what).hint(hint));
    } else if value.contains(['?', '#']) || value.chars().any(|c| c.is_whitespace() || c.is_control()) {
        let what = format!("paths.{key} is more than a path");
        table.mistake(Mistake::at(span.clone(), what).hint("leave out ?, # and spaces"));
    }
}

/// A token that has to be sent, and whether the origin is. Where the origin is
/// enough, nothing else has to be given.
fn csrf(table: &mut Section<'_>) -> (Option<Csrf>, bool) {
    let sends_origin = table.flag("origin", false);
    let (field, header) = (table.filled_text("field"), table.text("header"));
    let has_source = table.has("token") || table.has("cookie");
    let speaks_of_a_token = has_source || field.is_some() || header.is_some();
    if sends_origin && !speaks_of_a_token {
        return (None, true);
    }
    let token = Csrf {
        source: csrf_source(table),
        field: field.map(|field| field.value),
        header: header.and_then(|name| header_name(table, &name)),
    };
    (Some(token), sends_origin)
}

fn csrf_source(table: &mut Section<'_>) -> CsrfSource {
    let Some(cookie) = table.filled_text("cookie") else {
        return CsrfSource::Answer(pointer(table.needed_text("token").value));
    };
    if table.filled_text("token").is_some() {
        let what = "csrf.token and csrf.cookie both say where the token comes from";
        table.mistake(Mistake::at(cookie.span, what).hint("leave one of the two out"));
    }
    CsrfSource::Cookie(cookie.value)
}

fn login(table: &mut Section<'_>) -> Login {
    let text = |table: &mut Section<'_>, key, otherwise: &str| {
        table.filled_text(key).map_or_else(|| otherwise.to_owned(), |text| text.value)
    };
    Login {
        call: call(table, &LOGIN_METHODS),
        email_field: text(table, "email_field", "email"),
        password_field: text(table, "password_field", "password"),
        success: expected(table, "success").unwrap_or_default(),
        refused: expected(table, "refused").unwrap_or_else(|| Expected::status(401)),
    }
}

fn logout(table: &mut Section<'_>) -> Logout {
    let needs_session = table.flag("needs_session", true);
    let unauthorized = expected(table, "unauthorized");
    let body = table.text("failure_body").and_then(|body| json(table, &body));
    Logout {
        call: call(table, &LOGOUT_METHODS),
        success: expected(table, "success").unwrap_or_else(|| Expected::status(200)),
        unauthorized: needs_session.then(|| unauthorized.unwrap_or_else(|| Expected::status(401))),
        failure_body: body.unwrap_or_default(),
    }
}

/// What the requests of login and logout have in common.
fn call(table: &mut Section<'_>, methods: &[&'static str]) -> Call {
    let methods: Vec<(&str, &str)> = methods.iter().map(|name| (*name, *name)).collect();
    let method = table.word("method", &methods).and_then(|name| name.parse().ok());
    let encoding = table.word("encoding", &[("json", Encoding::Json), ("form", Encoding::Form)]);
    let fields = table.pairs("fields").into_iter().map(|(name, value)| (name.value, value.value));
    let fields = fields.collect();
    let headers = table.pairs("headers");
    Call {
        method: method.unwrap_or(Method::POST),
        encoding: encoding.unwrap_or(Encoding::Json),
        fields,
        headers: headers.iter().filter_map(|(name, value)| header(table, name, value)).collect(),
    }
}

fn me(table: &mut Section<'_>) -> Me {
    let field = |table: &mut Section<'_>, key, otherwise: &str| {
        pointer(table.filled_text(key).map_or_else(|| otherwise.to_owned(), |field| field.value))
    };
    let ids = table.texts("id_fields");
    Me {
        id_fields: ids.map_or_else(
            || vec!["/id".to_owned()],
            |ids| ids.into_iter().map(|field| pointer(field.value)).collect(),
        ),
        email_field: field(table, "email_field", "email"),
        name_field: field(table, "name_field", "name"),
        unauthorized: expected(table, "unauthorized").unwrap_or_else(|| Expected::status(401)),
    }
}

fn session(table: &mut Section<'_>) -> SessionRule {
    let from =
        table.word("from", &[("cookie", From::Cookie), ("body", From::Body), ("header", From::Header)]);
    let token = table.filled_text("token");
    let not_session = ends(table, "not_session");
    let carrier = match (from.unwrap_or(From::Cookie), token) {
        (From::Cookie, None) => Carrier::Cookie,
        (From::Cookie, Some(token)) => {
            let what = "session.token is given, but session.from says that a cookie carries the session";
            table.mistake(Mistake::at(token.span, what).hint("say from = \"body\" or from = \"header\""));
            Carrier::Cookie
        }
        (From::Body | From::Header, None) => {
            table.missing("token");
            Carrier::Cookie
        }
        (From::Body, Some(token)) => Carrier::Bearer(Place::Json(pointer(token.value))),
        (From::Header, Some(name)) => {
            header_name(table, &name).map_or(Carrier::Cookie, |name| Carrier::Bearer(Place::Header(name)))
        }
    };
    if let (Carrier::Bearer(_), Some(first)) = (&carrier, not_session.first()) {
        let what =
            "session.not_session is about cookies, and session.from says that a token carries the session";
        table.mistake(Mistake::at(first.span.clone(), what).hint("leave one of the two out"));
    }
    SessionRule { carrier, not_session: not_session.into_iter().map(|end| end.value).collect() }
}

fn csrf_cookies(table: &mut Section<'_>) -> Vec<String> {
    ends(table, "csrf_cookies").into_iter().map(|end| end.value).collect()
}

/// Where the login puts the session.
#[derive(Clone, Copy)]
enum From {
    Cookie,
    Body,
    Header,
}

/// Ends of names. An empty one would be the end of every name.
fn ends(table: &mut Section<'_>, key: &'static str) -> Vec<Placed<String>> {
    let ends = table.texts(key).unwrap_or_default();
    for end in ends.iter().filter(|end| end.value.is_empty()) {
        table.mistake(Mistake::at(end.span.clone(), "every name ends with nothing").hint("leave it out"));
    }
    ends
}

fn header(
    table: &Section<'_>,
    name: &Placed<String>,
    value: &Placed<String>,
) -> Option<(HeaderName, HeaderValue)> {
    let text = HeaderValue::from_str(&value.value).ok();
    if text.is_none() {
        let what = "no header may have this value";
        table.mistake(Mistake::at(value.span.clone(), what));
    }
    Some((header_name(table, name)?, text?))
}

fn header_name(table: &Section<'_>, name: &Placed<String>) -> Option<HeaderName> {
    let parsed: Option<HeaderName> = name.value.parse().ok();
    let ours = parsed.as_ref().is_some_and(|name| [AUTHORIZATION, CONTENT_TYPE, COOKIE].contains(name));
    if parsed.is_none() {
        let what = format!("{:?} is no name of a header", name.value);
        table.mistake(Mistake::at(name.span.clone(), what));
    } else if ours {
        let what = format!("the header {} is not for a profile to set", name.value);
        let hint = "it follows from encoding and session.from; --header adds a header that holds a secret";
        table.mistake(Mistake::at(name.span.clone(), what).hint(hint));
    }
    parsed.filter(|_| !ours)
}

/// A name of a field as a JSON pointer; what begins with a slash is one.
fn pointer(field: String) -> String {
    if field.starts_with('/') { field } else { format!("/{field}") }
}
