//! A session that somebody hands over as text: a Cookie header, a bare token,
//! or a cookie jar as curl and browser extensions write it. Pure: text in,
//! cookies out. No error repeats any of the text, all of which may be secret.

use reqwest::Url;

use super::Jar;
use super::netscape::{JarCookie, is_jar, read_jar};
use crate::deployment::BaseUrl;
use crate::redact::Secret;

/// The names that Nile gives its session cookie: on plain development builds
/// and on production builds.
const NILE_NAMES: [&str; 2] = ["nile.session-token", "__Secure-nile.session-token"];

/// What was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandedOver {
    /// The pairs of a Cookie header, in order.
    Header(Vec<(String, Secret)>),
    /// The lines of a cookie jar.
    Jar(Vec<JarCookie>),
    /// A token without a name.
    Token(Secret),
}

/// Why the text cannot be used. Lines and pairs are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandedOverError {
    /// Nothing but white space.
    #[error("it is empty")]
    Empty,
    /// More than one line, and no jar.
    #[error(
        "it has text on {0} lines: give one Cookie header, one token, or a cookie jar file (seven fields between tabs)"
    )]
    Lines(usize),
    /// Some other header.
    #[error(
        "line {0} is another header than Cookie: give what the browser sends, such as Cookie: name=value"
    )]
    AnotherHeader(usize),
    /// A pair without `=`.
    #[error("line {line}, cookie {pair}: there is no = between name and value")]
    NoEquals {
        /// The line.
        line: usize,
        /// Which of its pairs.
        pair: usize,
    },
    /// A name that no cookie has.
    #[error("line {line}, cookie {pair}: the name is empty or holds a character that no name may")]
    Name {
        /// The line.
        line: usize,
        /// Which of its pairs.
        pair: usize,
    },
    /// A value that no header carries.
    #[error("line {line}, cookie {pair}: the value holds a character that no Cookie header may")]
    Value {
        /// The line.
        line: usize,
        /// Which of its pairs.
        pair: usize,
    },
    /// A line of a jar that has not its seven fields.
    #[error("line {line} has {fields} fields between tabs where a cookie jar has 7")]
    Fields {
        /// The line.
        line: usize,
        /// How many there are.
        fields: usize,
    },
    /// A field of a jar.
    #[error("line {line}: the {field} is not {wanted}")]
    Field {
        /// The line.
        line: usize,
        /// Which field.
        field: &'static str,
        /// What it has to be.
        wanted: &'static str,
    },
    /// No cookie of the jar goes to the deployment.
    #[error("none of its {0} cookies is for the host of the base URL")]
    NoneFits(usize),
    /// The cookie of `--cookie-name` is not there.
    #[error("no cookie in it has the name of --cookie-name")]
    NotNamed,
}

impl HandedOver {
    /// Reads the text. With a name, a text that is no header and no jar is the
    /// token itself, whatever it looks like.
    ///
    /// # Errors
    /// What is wrong, and on which line.
    pub fn read(text: &str, name: Option<&str>) -> Result<Self, HandedOverError> {
        let text = text.trim_start_matches('\u{feff}');
        if is_jar(text) {
            return Ok(Self::Jar(read_jar(text)?));
        }
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let (at, line) = lines.next().ok_or(HandedOverError::Empty)?;
        let more = lines.count();
        if more > 0 {
            return Err(HandedOverError::Lines(more + 1));
        }
        read_line(at + 1, line.trim(), name)
    }

    /// The cookies for the deployment, as jars to try one after the other:
    /// a token without a name may belong under either of Nile's.
    ///
    /// # Errors
    /// When nothing of it goes to the deployment.
    pub fn candidates(
        &self,
        base: &BaseUrl,
        name: Option<&str>,
    ) -> Result<Vec<(Jar, Vec<String>)>, HandedOverError> {
        let url = base.join("/");
        let whole_host = |name: &str, value: &Secret| (name.to_owned(), value.clone(), "/".to_owned());
        let found: Vec<Placed> = match self {
            Self::Token(token) => {
                let names = name.map_or_else(|| NILE_NAMES.to_vec(), |name| vec![name]);
                let alone = |name| jar_of(&url, &[whole_host(name, token)]);
                return Ok(names.into_iter().map(alone).collect());
            }
            Self::Header(pairs) => pairs.iter().map(|(name, value)| whole_host(name, value)).collect(),
            Self::Jar(cookies) => fitting(cookies, base)?,
        };
        only_named(jar_of(&url, &found), name).map(|found| vec![found])
    }
}

/// A name, a value and a path.
type Placed = (String, Secret, String);

/// The cookies of a jar that the deployment would be sent.
fn fitting(cookies: &[JarCookie], base: &BaseUrl) -> Result<Vec<Placed>, HandedOverError> {
    let fitting = cookies.iter().filter(|cookie| cookie.fits(base));
    let placed = |cookie: &JarCookie| (cookie.name.clone(), cookie.value.clone(), cookie.path.clone());
    let placed: Vec<_> = fitting.map(placed).collect();
    if placed.is_empty() { Err(HandedOverError::NoneFits(cookies.len())) } else { Ok(placed) }
}

/// A jar with these cookies, and their names with the likeliest session first.
fn jar_of(url: &Url, cookies: &[Placed]) -> (Jar, Vec<String>) {
    let jar = Jar::new();
    let mut names: Vec<String> = Vec::new();
    for (name, value, path) in cookies {
        jar.put(url, name, value, path);
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names.sort_by_key(|name| !name.contains("session"));
    (jar, names)
}

/// With `--cookie-name`, that cookie and its chunks are the session.
fn only_named(
    (jar, names): (Jar, Vec<String>),
    name: Option<&str>,
) -> Result<(Jar, Vec<String>), HandedOverError> {
    let Some(wanted) = name else { return Ok((jar, names)) };
    let is_it =
        |name: &String| name.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || is_chunk(rest));
    let named: Vec<_> = names.into_iter().filter(is_it).collect();
    if named.is_empty() { Err(HandedOverError::NotNamed) } else { Ok((jar, named)) }
}

/// `.0`, `.1` …
fn is_chunk(rest: &str) -> bool {
    rest.strip_prefix('.')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// One line: a header with or without its name, or a token.
fn read_line(at: usize, line: &str, name: Option<&str>) -> Result<HandedOver, HandedOverError> {
    let (is_header, content) = match header_name(line) {
        Some((header, rest)) if header.eq_ignore_ascii_case("cookie") => (true, rest.trim()),
        Some(_) => return Err(HandedOverError::AnotherHeader(at)),
        None => (false, line),
    };
    if content.is_empty() {
        return Err(HandedOverError::Empty);
    }
    let named = name.is_some_and(|name| content.contains(&format!("{name}=")));
    let bare = !content.trim_end_matches('=').contains(['=', ';']);
    if !is_header && (bare || (name.is_some() && !named)) {
        check_value(content, at, 1)?;
        return Ok(HandedOver::Token(Secret::new(content)));
    }
    let pairs = content.split(';').map(str::trim).filter(|pair| !pair.is_empty()).enumerate();
    let pairs: Vec<_> =
        pairs.map(|(number, pair)| read_pair(pair, at, number + 1)).collect::<Result<_, _>>()?;
    if pairs.is_empty() { Err(HandedOverError::Empty) } else { Ok(HandedOver::Header(pairs)) }
}

/// The name of a header and the rest, if the line begins with one. A colon
/// alone does not make a header: a token may hold one.
fn header_name(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(':')?;
    let wordy = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let known = ["cookie", "set-cookie", "authorization"].iter().any(|it| name.eq_ignore_ascii_case(it));
    (wordy && (known || rest.starts_with(' '))).then_some((name, rest))
}

fn read_pair(pair: &str, line: usize, number: usize) -> Result<(String, Secret), HandedOverError> {
    let (name, value) = pair.split_once('=').ok_or(HandedOverError::NoEquals { line, pair: number })?;
    let (name, value) = (name.trim(), value.trim());
    if !is_cookie_name(name) {
        return Err(HandedOverError::Name { line, pair: number });
    }
    check_value(value, line, number)?;
    Ok((name.to_owned(), Secret::new(value)))
}

/// A token of RFC 9110, which is what RFC 6265 allows.
#[must_use]
pub fn is_cookie_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(allowed)
}

/// What a header may carry and a cookie may be: visible ASCII and spaces,
/// no semicolon.
pub(super) fn is_cookie_value(value: &str) -> bool {
    value.bytes().all(|byte| (byte == b' ' || byte.is_ascii_graphic()) && byte != b';')
}

fn check_value(value: &str, line: usize, pair: usize) -> Result<(), HandedOverError> {
    if is_cookie_value(value) { Ok(()) } else { Err(HandedOverError::Value { line, pair }) }
}

#[cfg(test)]
mod tests;
