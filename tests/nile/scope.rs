//! Placeholders: `{{type+offset:name|filter}}` stands for a value that is new
//! in every run. A name is bound where it first appears in an answer.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use data_encoding::BASE32_NOPAD;
use regex::{Captures, Regex};
use ring::hmac;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::{Rfc2822, Rfc3339};

const PLACEHOLDER: &str = r"\{\{([a-z]+[0-9]*)(\+[0-9]+[smhd])?(?::([A-Za-z0-9_.@-]+))?(?:\|([a-z]+))?\}\}";

/// The values of one conversation.
pub(crate) struct Scope {
    placeholder: Regex,
    values: HashMap<String, String>,
    /// How far the server's time was moved.
    pub(crate) ahead: Duration,
}

/// One placeholder of a template.
struct Hole<'a> {
    kind: &'a str,
    offset: Option<&'a str>,
    named: bool,
    filter: Option<&'a str>,
    key: String,
}

impl<'a> Hole<'a> {
    fn of(found: &Captures<'a>) -> Self {
        let part = |at: usize| found.get(at).map(|it| it.as_str());
        let (kind, offset, name) = (part(1).unwrap(), part(2), part(3));
        let suffix = name.map(|it| format!(":{it}")).unwrap_or_default();
        let key = format!("{kind}{}{suffix}", offset.unwrap_or_default());
        Self { kind, offset, named: name.is_some(), filter: part(4), key }
    }
}

impl Scope {
    pub(crate) fn new(origin: &str, given: &[(&str, String)]) -> Self {
        let given = given.iter().map(|(name, value)| (format!("given:{name}"), value.clone()));
        let origin = ("origin".to_owned(), origin.to_owned());
        let values = given.chain([origin]).collect();
        Self { placeholder: Regex::new(PLACEHOLDER).unwrap(), values, ahead: Duration::ZERO }
    }

    fn now(&self) -> OffsetDateTime {
        (SystemTime::now() + self.ahead).into()
    }

    /// A request with its values filled in.
    pub(crate) fn render(&mut self, template: &str) -> Result<String, String> {
        let holes = self.placeholder.clone();
        let mut rendered = String::new();
        let mut end = 0;
        for found in holes.captures_iter(template) {
            let whole = found.get(0).unwrap();
            rendered.push_str(&template[end..whole.start()]);
            let hole = Hole::of(&found);
            rendered.push_str(&filtered(&self.value(&hole)?, hole.filter));
            end = whole.end();
        }
        Ok(rendered + &template[end..])
    }

    /// The same for every text in a body.
    pub(crate) fn render_body(&mut self, body: &Value) -> Result<Value, String> {
        Ok(match body {
            Value::String(text) => Value::String(self.render(text)?),
            Value::Array(items) => {
                Value::Array(items.iter().map(|it| self.render_body(it)).collect::<Result<_, _>>()?)
            }
            Value::Object(fields) => {
                let rendered = fields.iter().map(|(name, it)| Ok((name.clone(), self.render_body(it)?)));
                Value::Object(rendered.collect::<Result<_, String>>()?)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => body.clone(),
        })
    }

    fn value(&mut self, hole: &Hole<'_>) -> Result<String, String> {
        if hole.kind == "totp" {
            let name = hole.key.trim_start_matches("totp:");
            let secret = self.values.get(&format!("base32:{name}")).map_or(name, String::as_str);
            return Ok(totp(secret, self.now().unix_timestamp()));
        }
        if let Some(value) = self.values.get(&hole.key) {
            return Ok(value.clone());
        }
        let count = self.values.len();
        let made = match hole.kind {
            "email" => format!("u{:016x}{count}@example.com", rand()),
            "uuid" => format!("{:08x}-0000-4000-8000-{count:012x}", rand() & 0xffff_ffff),
            _ => return Err(format!("{{{{{}}}}} was never seen", hole.key)),
        };
        self.values.insert(hole.key.clone(), made.clone());
        Ok(made)
    }

    /// Compares a text with its template, and binds what is new.
    pub(crate) fn matches(&mut self, template: &str, actual: &str) -> Result<(), String> {
        let holes = self.placeholder.clone();
        let (mut pattern, mut groups, mut end) = (String::from("(?s)^"), Vec::<Hole<'_>>::new(), 0);
        let mut known = String::new();
        for found in holes.captures_iter(template) {
            let whole = found.get(0).unwrap();
            known += &template[end..whole.start()];
            end = whole.end();
            let hole = Hole::of(&found);
            match self.values.get(&hole.key) {
                Some(value) => known += &filtered(value, hole.filter),
                None => {
                    pattern += &format!("{}({})", regex::escape(&known), shape(hole.kind));
                    known.clear();
                    groups.push(hole);
                }
            }
        }
        known += &template[end..];
        let other =
            || format!("expected {template:?}, got {:?}", actual.chars().take(200).collect::<String>());
        if groups.is_empty() {
            // Most texts are of this kind, and a pattern is slow to make.
            return if known == actual { Ok(()) } else { Err(other()) };
        }
        let found = Regex::new(&format!("{pattern}{}$", regex::escape(&known))).unwrap();
        let found = found.captures(actual).ok_or_else(other)?;
        for (at, hole) in groups.into_iter().enumerate() {
            self.take(&hole, found.get(at + 1).unwrap().as_str())?;
        }
        Ok(())
    }

    /// Binds a value. Two names of one type are two values, but for times.
    fn take(&mut self, hole: &Hole<'_>, value: &str) -> Result<(), String> {
        if let Some(offset) = hole.offset {
            self.near(hole.kind, offset, value)?;
        }
        if !hole.named {
            return Ok(());
        }
        if let Some(bound) = self.values.get(&hole.key) {
            return if bound == value { Ok(()) } else { Err(format!("two values of {}", hole.key)) };
        }
        let timed = matches!(hole.kind, "datetime" | "text");
        let same_kind = |key: &str| key.split([':', '+']).next() == Some(hole.kind);
        if let Some((twin, _)) = self.values.iter().find(|(key, it)| !timed && *it == value && same_kind(key))
        {
            return Err(format!("expected a new value for {}, got that of {twin}", hole.key));
        }
        self.values.insert(hole.key.clone(), value.to_owned());
        Ok(())
    }

    fn near(&self, kind: &str, offset: &str, value: &str) -> Result<(), String> {
        let unit = match offset.as_bytes()[offset.len() - 1] {
            b's' => 1,
            b'm' => 60,
            b'h' => 3_600,
            _ => 86_400,
        };
        let wanted = offset[1..offset.len() - 1].parse::<i64>().unwrap() * unit;
        let moment = if kind == "httpdate" {
            OffsetDateTime::parse(&value.replace("GMT", "+0000"), &Rfc2822)
        } else {
            OffsetDateTime::parse(value, &Rfc3339)
        };
        let ahead = (moment.unwrap() - self.now()).whole_seconds();
        let tolerance = if wanted >= 86_400 { 600 } else { 15 };
        let fits = (ahead - wanted).abs() <= tolerance;
        if fits { Ok(()) } else { Err(format!("expected now{offset}, got {value} (now+{ahead}s)")) }
    }
}

fn shape(kind: &str) -> &'static str {
    match kind {
        "csrf" | "csrfhash" => r"[0-9a-f]{64}",
        "hex96" => r"[0-9a-f]{96}",
        "hex128" => r"[0-9a-f]{128}",
        "jwe" => {
            r"eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0\.\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{22}"
        }
        "uuid" => r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        "datetime" => r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z",
        "httpdate" => r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT",
        "base32" => r"[A-Z2-7]{16,}",
        "recovery" => r"[A-Za-z0-9_-]{6,}",
        "html" => r"(?i:<!doctype html>).*",
        "text" => r".+",
        other => panic!("unknown placeholder {other}"),
    }
}

fn filtered(value: &str, filter: Option<&str>) -> String {
    match filter {
        None => value.to_owned(),
        Some("uri") => {
            url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>().replace('+', "%20")
        }
        Some("upper") => value.to_uppercase(),
        Some("tamper") => tampered(value),
        Some(other) => panic!("unknown filter {other}"),
    }
}

/// One letter changed: in a JWE the first of the ciphertext, else the first.
fn tampered(value: &str) -> String {
    let mut parts: Vec<String> = value.split('.').map(str::to_owned).collect();
    let at = if parts.len() == 5 { 3 } else { 0 };
    let first = if parts[at].starts_with('0') { "1" } else { "0" };
    parts[at].replace_range(..1, first);
    parts.join(".")
}

/// The code of an authenticator (RFC 6238), a second reading of it.
pub(crate) fn totp(secret: &str, seconds: i64) -> String {
    let key = BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &key);
    let mac = hmac::sign(&key, &(seconds / 30).to_be_bytes());
    let at = usize::from(mac.as_ref()[19] & 15);
    let number = u32::from_be_bytes(mac.as_ref()[at..at + 4].try_into().unwrap());
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

fn rand() -> u64 {
    use std::hash::{BuildHasher as _, RandomState};
    RandomState::new().hash_one(0)
}
