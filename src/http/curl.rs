//! A line to repeat a request by hand. Secrets are shell variables: the line
//! can be pasted into a ticket, and works once the variables are set.

use super::Exchange;

/// Placeholders of accounts and the variables that stand for them.
const VARIABLES: [(&str, &str); 4] = [
    ("<password>", "$PENGUIN_AUTH_PASSWORD"),
    ("<second password>", "$PENGUIN_AUTH_SECOND_PASSWORD"),
    ("<first account>", "$PENGUIN_AUTH_EMAIL"),
    ("<second account>", "$PENGUIN_AUTH_SECOND_EMAIL"),
];

/// A curl command that repeats the exchange's request, with `$COOKIE` for the
/// Cookie header of the session, `$TOKEN` for its token, and the variables of
/// `verify` for accounts. A header of `--header` stands there as `<secret>`.
#[must_use]
pub fn curl_command(exchange: &Exchange) -> String {
    let mut line = format!("curl -i -X {} {}", exchange.method, quote(&exchange.url));
    for (name, value) in &exchange.request_headers {
        match name.as_str() {
            "cookie" if value.contains('<') => line.push_str(" -H \"Cookie: $COOKIE\""),
            "authorization" if value.contains("<token") => {
                line.push_str(" -H \"Authorization: Bearer $TOKEN\"");
            }
            "user-agent" | "host" | "content-length" | "accept" => {}
            _ => line.push_str(&format!(" -H {}", quote(&format!("{name}: {value}")))),
        }
    }
    let is_form =
        exchange.request_headers.iter().any(|(_, value)| value == "application/x-www-form-urlencoded");
    match &exchange.request_body {
        // curl encodes what stands behind the name.
        Some(body) if is_form => {
            for field in body.split('&') {
                line.push_str(&format!(" --data-urlencode {}", quote_with_variables(field)));
            }
        }
        Some(body) => line.push_str(&format!(" --data {}", quote_with_variables(body))),
        None => {}
    }
    line
}

/// Single quotes: the shell touches nothing inside.
fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// As [`quote`], with the accounts' placeholders turned into variables.
fn quote_with_variables(text: &str) -> String {
    let into_variable = |text: String, (placeholder, variable): &(&str, &str)| {
        text.replace(placeholder, &format!("'\"{variable}\"'"))
    };
    VARIABLES.iter().fold(quote(text), into_variable)
}
