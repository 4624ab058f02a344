//! Whether an answer leads to a site that is not the deployment's.

use percent_encoding::percent_decode_str;
use serde_json::Value;
use url::Url;

use crate::evidence::Seen;
use crate::http::Stranger;

/// Headers that give a URL of the answer itself, or of what belongs to it.
const OF_ITS_PLACE: [&str; 3] = ["content-location", "link", "refresh"];

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

/// The same, or where the site stands as the deployment's own: in headers that
/// say where the answer or its relatives live, or in an attribute of a page.
pub(super) fn what_it_names(seen: &Seen<'_>) -> Option<String> {
    let header = || {
        let named = seen.answer.headers.iter().find(|(name, value)| {
            OF_ITS_PLACE.contains(&name.as_str()) && value.split(is_around_a_url).any(is_its_url)
        });
        named.map(|(name, value)| format!("{name}: {value}"))
    };
    let page = || {
        let named = seen.answer.is_html() && is_in_an_attribute(&seen.answer.body.text);
        named.then(|| format!("a link of the page leads to {}", Stranger::HOST))
    };
    where_it_leads(seen).or_else(header).or_else(page)
}

/// What stands around a URL in those headers: `<URL>; rel=x`, `0; url='URL'`.
const fn is_around_a_url(character: char) -> bool {
    matches!(character, '<' | '>' | ';' | ',' | '=' | '"' | '\'' | ' ')
}

fn is_its_url(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    after_the_scheme(&text)
        .and_then(|rest| rest.split(['/', '?', '#', ':']).next())
        .is_some_and(Stranger::owns)
}

/// What follows `//`, with a scheme before it or without one.
fn after_the_scheme(text: &str) -> Option<&str> {
    ["https://", "http://", "//"].iter().find_map(|start| text.strip_prefix(start))
}

/// Whether a value after `=` is its URL. A page that shows the headers of a
/// request names the site too, and leads nobody there.
fn is_in_an_attribute(page: &str) -> bool {
    let values = page.split('=').skip(1).map(|value| value.trim_start_matches([' ', '"', '\'']));
    let ends = |character: char| character.is_whitespace() || matches!(character, '"' | '\'' | '>' | '<');
    values.filter_map(|value| value.split(ends).next()).any(is_its_url)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_of_a_page_is_told_from_a_text_that_only_names_the_site() {
        let pages = [
            r#"<a href="https://evil.example/login">"#,
            "<form action='//evil.example'>",
            "<base href=http://EVIL.example:3000/>",
            r#"<meta http-equiv="refresh" content="0;url=https://www.evil.example/">"#,
        ];
        assert_eq!(pages.map(is_in_an_attribute), [true; 4]);
        let others = [
            "<pre>nile-origin: https://evil.example</pre>",
            r#"<a href="/login?next=/">evil.example</a>"#,
            r#"<a href="https://evil.example.test/">"#,
            r#"<a href="https://app.test/evil.example">"#,
        ];
        assert_eq!(others.map(is_in_an_attribute), [false; 4]);
    }

    #[test]
    fn a_url_is_found_within_a_header() {
        let named = |value: &str| value.split(is_around_a_url).any(is_its_url);
        assert!(named("</a.css>; rel=preload, <https://evil.example/>; rel=\"canonical\""));
        assert!(named("0; url='//evil.example/'") && named("https://evil.example/me"));
        assert!(!named("</evil.example>; rel=preload") && !named("5") && !named("/api/users/me"));
    }
}
