//! The browser's cookies as its DevTools show them.

use serde::Deserialize;
use serde_json::Value;

use crate::evidence::HeldCookie;
use crate::http::value_without_secret;
use crate::redact::Redactor;

/// One cookie of `Network.getAllCookies`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    name: String,
    value: String,
    domain: String,
    path: String,
    secure: bool,
    http_only: bool,
    partition_key: Option<Value>,
}

/// The cookies of an answer, their values replaced.
pub(super) fn cookies(answer: &Value, redactor: &Redactor) -> Vec<HeldCookie> {
    let all = answer.get("cookies").and_then(Value::as_array).into_iter().flatten();
    let shown = all.filter_map(|cookie| Shown::deserialize(cookie).ok());
    shown.map(|cookie| held(cookie, redactor)).collect()
}

fn held(shown: Shown, redactor: &Redactor) -> HeldCookie {
    // A leading dot is how Chromium shows a cookie that has a Domain.
    let domain = shown.domain.strip_prefix('.');
    HeldCookie {
        value: value_without_secret(&shown.value, redactor),
        host_only: domain.is_none(),
        domain: domain.unwrap_or(&shown.domain).to_owned(),
        name: shown.name,
        path: shown.path,
        secure: shown.secure,
        http_only: shown.http_only,
        partitioned: shown.partition_key.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_replaced_and_a_leading_dot_means_a_domain() {
        let redactor = Redactor::new();
        let cookie = |name: &str, domain: &str| {
            json!({ "name": name, "value": "0123456789abcdef", "domain": domain, "path": "/", "secure": true,
                "httpOnly": false, "session": true, "partitionKey": { "topLevelSite": "https://penguin.test" } })
        };
        let answer = json!({ "cookies": [cookie("a", ".penguin.test"), cookie("b", "app.penguin.test")] });
        let held = cookies(&answer, &redactor);
        assert_eq!((held[0].domain.as_str(), held[0].host_only), ("penguin.test", false));
        assert_eq!((held[1].domain.as_str(), held[1].host_only), ("app.penguin.test", true));
        assert_eq!(held[0].value, redactor.fingerprint("0123456789abcdef"));
        assert!(held[0].partitioned && held[0].secure && !held[0].http_only);
    }
}
