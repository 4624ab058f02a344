//! Whether an answer leads to a site that is not the deployment's.

use percent_encoding::percent_decode_str;
use serde_json::Value;
use url::Url;

use crate::evidence::Seen;
use crate::http::Stranger;

/// Where an answer names the other site so that a browser or a client goes
/// there, in words; none if it does not.
pub(super) fn where_it_leads(seen: &Seen<'_>) -> Option<String> {
    let from = Url::parse(&seen.exchange.url).ok()?;
    let leads = |target: &str| Stranger::is_where_it_leads(target, &from);
    if let Some(location) = seen.answer.header("location").filter(|location| leads(location)) {
        return Some(format!("Location: {location}"));
    }
    for line in &seen.answer.set_cookies {
        let value = percent_decode_str(line.value()).decode_utf8_lossy();
        let domain = line.attribute("domain").unwrap_or_default();
        if leads(&value) || Stranger::owns(domain) {
            return Some(format!("Set-Cookie: {}", line.line()));
        }
    }
    // A refusal may repeat what it refuses.
    let json = seen.answer.json().filter(|_| seen.answer.status < 400)?;
    url_in(&json, &leads).map(|url| format!("the body holds {url:?}"))
}

/// The first text in a JSON body that leads there.
fn url_in(json: &Value, leads: &dyn Fn(&str) -> bool) -> Option<String> {
    match json {
        Value::String(text) => leads(text).then(|| text.clone()),
        Value::Array(items) => items.iter().find_map(|item| url_in(item, leads)),
        Value::Object(fields) => fields.values().find_map(|field| url_in(field, leads)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}
