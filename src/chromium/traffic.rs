//! What Chromium's log says of one request: what really went out, what came
//! back, and which cookies were ignored.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use crate::cookie::SetCookie;
use crate::evidence::IgnoredLine;
use crate::http::{Ending, RawAnswer, Request, without_secrets};
use crate::redact::Redactor;

/// The most that is kept of a body, as for the run's own client.
const BODY_LIMIT: usize = 256 * 1024;

/// The events that may belong to one request.
pub(super) struct Traffic {
    method: String,
    url: String,
    events: Vec<(String, Value)>,
}

impl Traffic {
    /// Nothing yet.
    pub(super) fn of(request: &Request) -> Self {
        Self { method: request.method.to_string(), url: request.url.to_string(), events: Vec::new() }
    }

    /// Takes in what WebDriver calls the performance log.
    pub(super) fn read(&mut self, log: &Value) {
        let entries = log.as_array().into_iter().flatten().filter_map(|entry| entry.get("message")?.as_str());
        self.events.extend(entries.filter_map(event));
    }

    /// The number that the browser gave the request.
    pub(super) fn id(&self) -> Option<&str> {
        let sent = self.events.iter().filter(|(name, _)| name == "Network.requestWillBeSent");
        let is_it = |event: &&Value| {
            text(event, "/request/url") == Some(self.url.as_str())
                && text(event, "/request/method") == Some(self.method.as_str())
                && text(event, "/type") != Some("Preflight")
        };
        sent.map(|(_, event)| event).find(is_it).and_then(|event| text(event, "/requestId"))
    }

    /// Whether everything is there that will come.
    pub(super) fn is_whole(&self) -> bool {
        if self.head().is_none() {
            return self.failure().is_some();
        }
        let ended = self.find("Network.loadingFinished").is_some() || self.failure().is_some();
        self.find("Network.requestWillBeSentExtraInfo").is_some() && (self.is_redirect() || ended)
    }

    /// Whether a redirect came. What Chromium then shows as the body is that of
    /// another request, or nothing.
    pub(super) fn is_redirect(&self) -> bool {
        let status = self.head().and_then(|head| head.get("statusCode")?.as_u64());
        status.is_some_and(|status| status / 100 == 3)
    }

    /// The headers of the request as they went out, cookies included.
    pub(super) fn sent(&self) -> HeaderMap {
        let sent = self.find("Network.requestWillBeSentExtraInfo").and_then(|event| event.get("headers"));
        sent.map_or_else(HeaderMap::new, headers)
    }

    /// What the browser says went wrong, such as `net::ERR_CONNECTION_REFUSED`.
    pub(super) fn failure(&self) -> Option<&str> {
        text(self.find("Network.loadingFailed")?, "/errorText")
    }

    /// The answer, with the body that the browser kept. `is_late` says whether
    /// nobody waited for its end.
    pub(super) fn answer(&self, body: Option<&Value>, is_late: bool) -> Option<RawAnswer> {
        let head = self.head()?;
        let ending = match (is_late, self.failure()) {
            (true, _) => Ending::TimedOut,
            // So it calls an error without a body, in place of which it shows a page of its own.
            (false, None | Some("net::ERR_HTTP_RESPONSE_CODE_FAILURE")) => Ending::Whole,
            (false, Some(_)) => Ending::BrokenOff,
        };
        // DevTools may no longer have a body that came.
        let is_lost = ending == Ending::Whole && body.is_none() && self.had_a_body();
        let ending = if is_lost { Ending::BrokenOff } else { ending };
        let mut body = body.map(octets).unwrap_or_default();
        let is_cut = body.len() > BODY_LIMIT;
        body.truncate(BODY_LIMIT);
        Some(RawAnswer {
            status: u16::try_from(head.get("statusCode")?.as_u64()?).ok()?,
            version: self.version().to_owned(),
            headers: head.get("headers").map_or_else(HeaderMap::new, headers),
            body,
            ending: if is_cut { Ending::CutAtLimit } else { ending },
        })
    }

    /// The lines that the browser ignored, without their values.
    pub(super) fn ignored(&self, redactor: &Redactor) -> Vec<IgnoredLine> {
        let blocked = self.head().and_then(|head| head.get("blockedCookies")?.as_array());
        let line = |cookie: &Value| {
            let line = SetCookie::parse(text(cookie, "/cookieLine")?.as_bytes());
            let reasons = cookie.get("blockedReasons")?.as_array()?.iter().filter_map(Value::as_str);
            Some(IgnoredLine {
                line: without_secrets(line, redactor).line(),
                reason: reasons.collect::<Vec<_>>().join(", "),
            })
        };
        blocked.into_iter().flatten().filter_map(line).collect()
    }

    /// Whether the browser got a body that it keeps: a redirect's is never kept.
    fn had_a_body(&self) -> bool {
        let length = self.head().and_then(|head| head.get("headers")).map(headers);
        let length =
            length.and_then(|headers| headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse::<u64>().ok());
        // A body in chunks says no length.
        let received = self.find("Network.dataReceived").and_then(|event| event.get("dataLength")?.as_u64());
        !self.is_redirect() && self.method != "HEAD" && length.max(received).is_some_and(|octets| octets > 0)
    }

    fn version(&self) -> &'static str {
        let response = self.find("Network.responseReceived");
        match response.and_then(|event| text(event, "/response/protocol")) {
            Some("h2") => "HTTP/2.0",
            Some("h3") => "HTTP/3.0",
            Some("http/1.0") => "HTTP/1.0",
            Some(_) | None => "HTTP/1.1",
        }
    }

    /// The status and the headers as they came, Set-Cookie included.
    fn head(&self) -> Option<&Value> {
        self.find("Network.responseReceivedExtraInfo")
    }

    /// The first event of that name that belongs to the request.
    fn find(&self, name: &str) -> Option<&Value> {
        let id = self.id()?;
        let belongs =
            |(event, about): &&(String, Value)| event == name && text(about, "/requestId") == Some(id);
        self.events.iter().find(belongs).map(|(_, event)| event)
    }
}

/// One entry of the log.
fn event(message: &str) -> Option<(String, Value)> {
    let mut entry: Value = serde_json::from_str(message).ok()?;
    let mut message = entry.get_mut("message")?.take();
    let parameters = message.get_mut("params")?.take();
    Some((text(&message, "/method")?.to_owned(), parameters))
}

fn text<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer)?.as_str()
}

/// Headers as DevTools show them: several of one name are lines of one value.
fn headers(shown: &Value) -> HeaderMap {
    let all = shown.as_object().into_iter().flatten();
    let lines = all.flat_map(|(name, value)| {
        value.as_str().unwrap_or_default().split('\n').map(move |line| (name.as_str(), line))
    });
    let header = |(name, line): (&str, &str)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_bytes(line.as_bytes()).ok()?))
    };
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(header) {
        headers.append(name, value);
    }
    headers
}

/// A body as DevTools show it.
fn octets(shown: &Value) -> Vec<u8> {
    let text = text(shown, "/body").unwrap_or_default();
    if shown.get("base64Encoded").and_then(Value::as_bool) == Some(true) {
        return STANDARD.decode(text).unwrap_or_default();
    }
    text.as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use reqwest::header::{COOKIE, SET_COOKIE};
    use reqwest::{Method, Url};
    use serde_json::json;

    use super::*;

    const URL: &str = "http://localhost:3000/api/auth/logout";

    fn seen(events: &[(&str, Value)]) -> Traffic {
        let entry = |(name, parameters): &(&str, Value)| {
            let message = json!({ "message": { "method": name, "params": parameters } });
            json!({ "level": "INFO", "message": message.to_string() })
        };
        let mut traffic = Traffic::of(&Request::new(Method::POST, Url::parse(URL).unwrap()));
        traffic.read(&events.iter().map(entry).collect());
        traffic
    }

    fn sent(id: &str, url: &str) -> (&'static str, Value) {
        let request = json!({ "url": url, "method": "POST" });
        ("Network.requestWillBeSent", json!({ "requestId": id, "request": request, "type": "Fetch" }))
    }

    /// Measured with Chromium 156: what went out is often told before the
    /// request itself is.
    #[test]
    fn the_request_is_found_whatever_the_order_of_its_events() {
        let traffic = seen(&[
            (
                "Network.requestWillBeSentExtraInfo",
                json!({ "requestId": "7.3", "headers": { "Cookie": "a=b" } }),
            ),
            sent("7.2", "http://localhost:3000/other"),
            sent("7.3", URL),
            (
                "Network.responseReceivedExtraInfo",
                json!({ "requestId": "7.3", "statusCode": 200, "headers": { "Set-Cookie": "a=\nb=1; Path=/" },
                    "blockedCookies": [{ "blockedReasons": ["InvalidPrefix"], "cookieLine": "__Secure-b=2" }] }),
            ),
        ]);
        assert!(!traffic.is_whole());
        assert_eq!(traffic.sent()[COOKIE], "a=b");
        let answer = traffic.answer(Some(&json!({ "body": "e30=", "base64Encoded": true })), false).unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (200, &b"{}"[..]));
        assert_eq!(answer.headers.get_all(SET_COOKIE).iter().collect::<Vec<_>>(), ["a=", "b=1; Path=/"]);
        let ignored = traffic.ignored(&Redactor::new());
        assert_eq!((ignored[0].line.as_str(), ignored[0].reason.as_str()), ("__Secure-b=2", "InvalidPrefix"));
    }

    #[test]
    fn a_body_that_came_and_is_no_longer_there_is_not_an_empty_one() {
        let ending = |length: &str, body: Option<&Value>| {
            let head =
                json!({ "requestId": "7.3", "statusCode": 200, "headers": { "Content-Length": length } });
            let traffic = seen(&[sent("7.3", URL), ("Network.responseReceivedExtraInfo", head)]);
            traffic.answer(body, false).unwrap().ending
        };
        assert_eq!(ending("2", None), Ending::BrokenOff);
        assert_eq!(ending("2", Some(&json!({ "body": "{}" }))), Ending::Whole);
        assert_eq!(ending("0", None), Ending::Whole);
    }

    #[test]
    fn a_request_that_failed_has_no_answer() {
        let failed = json!({ "requestId": "7.3", "errorText": "net::ERR_CONNECTION_REFUSED" });
        let traffic = seen(&[sent("7.3", URL), ("Network.loadingFailed", failed)]);
        assert!(traffic.is_whole() && traffic.answer(None, false).is_none());
        assert_eq!(traffic.failure(), Some("net::ERR_CONNECTION_REFUSED"));
    }
}
