//! The body of a request, as JavaScript sees it.

use bytes::Bytes;
use serde_json::{Map, Value};
use url::form_urlencoded;

/// Why a body is not JSON, in the words of the JavaScript engine as far as they
/// are told apart anywhere.
pub(super) struct NotJson {
    /// The message.
    pub(super) message: String,
    /// Whether it ends where a value is missing. Two routes take that for no
    /// body at all.
    pub(super) ends: bool,
}

/// Reads JSON, whatever the content type says.
pub(super) fn json(body: &Bytes) -> Result<Value, NotJson> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text).map_err(|error| {
        let ends = error.is_eof() && error.to_string().starts_with("EOF while parsing a value");
        let found = text.chars().nth(error.column().saturating_sub(1)).filter(|_| !error.is_eof());
        let message = match found {
            Some(letter) => {
                format!("Unexpected token '{letter}', {} is not valid JSON", around(text, error.column()))
            }
            None if ends => "Unexpected end of JSON input".to_owned(),
            None => format!("Expected property name or '}}' in JSON at position {}", text.chars().count()),
        };
        NotJson { message, ends }
    })
}

/// A form as an object; of two fields with one name the last counts.
pub(super) fn form(body: &Bytes) -> Value {
    let pairs = form_urlencoded::parse(body);
    Value::Object(
        pairs
            .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())))
            .collect::<Map<_, _>>(),
    )
}

/// The first field of a form with this name.
pub(super) fn first_of_form(body: &Bytes, name: &str) -> Option<String> {
    form_urlencoded::parse(body).find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// Whether JavaScript takes a value for true.
pub(super) fn truthy(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::Bool(it)) => *it,
        Some(Value::Number(it)) => it.as_f64() != Some(0.0),
        Some(Value::String(it)) => !it.is_empty(),
        Some(Value::Array(_) | Value::Object(_)) => true,
    }
}

/// A value as the database driver hands it to a text column. `null` and a
/// missing field are the same there.
pub(super) fn column(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            Some(other.to_string())
        }
    }
}

/// A text in quotes; of a long one only ten letters on both sides of a place
/// that is counted from one.
fn around(text: &str, place: usize) -> String {
    const CONTEXT: usize = 10;
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= 2 * CONTEXT {
        return format!("\"{text}\"");
    }
    let at = place.saturating_sub(1);
    let (from, to) = (at.saturating_sub(CONTEXT), (at + CONTEXT).min(letters.len()));
    let part: String = letters.iter().skip(from).take(to - from).collect();
    let dots = |cut: bool| if cut { "..." } else { "" };
    format!("{}\"{part}\"{}", dots(from > 0), dots(to < letters.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_keeps_the_last_and_a_challenge_reads_the_first() {
        let body = Bytes::from_static(b"a=1&b=x+y%21&a=2");
        assert_eq!(form(&body), serde_json::json!({"a": "2", "b": "x y!"}));
        assert_eq!(first_of_form(&body, "a").as_deref(), Some("1"));
    }

    #[test]
    fn nothing_and_nonsense_have_their_own_messages() {
        let message = |text: &'static str| json(&Bytes::from_static(text.as_bytes())).err().unwrap().message;
        assert_eq!(message(""), "Unexpected end of JSON input");
        assert_eq!(message("{\"a\":"), "Unexpected end of JSON input");
        assert_eq!(message("{"), "Expected property name or '}' in JSON at position 1");
        assert_eq!(
            message("csrfToken=deadbeefdeadbeef"),
            "Unexpected token 'c', \"csrfToken=\"... is not valid JSON"
        );
        assert_eq!(message("nonsense"), "Unexpected token 'o', \"nonsense\" is not valid JSON");
    }
}
