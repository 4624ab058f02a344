//! Every recorded conversation is held again, and every answer compared.

use std::time::Duration;

use penguin_auth::mock::NileOptions;
use serde_json::Value;

use crate::compare::differences;
use crate::recording::{Conversation, Exchange, Request, all};
use crate::scope::Scope;
use crate::wire::{Answer, Nile, run};

/// How many exchanges there are. A fixture that lost some would prove less.
const EXCHANGES: usize = 588;

#[test]
fn every_recorded_exchange_is_answered_as_by_the_real_server() {
    run(async {
        let nile = Nile::start(NileOptions { fixtures: true, ..NileOptions::default() });
        let (mut same, mut total, mut report) = (0, 0, String::new());
        // The clock is one for all conversations, so it never goes back.
        let mut ahead = Duration::ZERO;
        for conversation in all() {
            for (number, found) in hold(&nile, &conversation, &mut ahead).await.into_iter().enumerate() {
                total += 1;
                same += usize::from(found.is_empty());
                let Request { method, path, .. } = &conversation.exchanges[number].request;
                for difference in found {
                    report +=
                        &format!("{} #{} {method} {path}\n    {difference}\n", conversation.id, number + 1);
                }
            }
        }
        assert!(same == total, "{same} of {total} exchanges are identical\n{report}");
        assert_eq!(total, EXCHANGES);
    });
}

#[test]
fn a_wrong_answer_is_noticed() {
    run(async {
        // Without the fixtures there is nobody to log in with a second factor.
        let nile = Nile::start(NileOptions::default());
        let talk = all().into_iter().find(|it| it.id == "mfa-login").unwrap();
        let found = hold(&nile, &talk, &mut Duration::default()).await;
        assert!(found[0].is_empty() && found[1..].iter().all(|it| !it.is_empty()), "{found:?}");
    });
}

/// The differences of every exchange of a conversation.
async fn hold(nile: &Nile, conversation: &Conversation, ahead: &mut Duration) -> Vec<Vec<String>> {
    let scheme = if conversation.mode == "https" { "https" } else { "http" };
    let given = [
        ("mfa_email", "mfa@example.com".to_owned()),
        ("mfa_gone_email", "mfa-gone@example.com".to_owned()),
        ("expired_session", "e".repeat(128)),
        ("aged_session", "a".repeat(128)),
        ("expired_jwe", nile.deployment.expired_jwe().unwrap_or_default()),
    ];
    let mut scope = Scope::new(&format!("{scheme}://app.example.com"), &given);
    let mut found = Vec::new();
    for exchange in &conversation.exchanges {
        let wait = Duration::from_secs(exchange.wait_s);
        nile.control.advance_nile(wait);
        *ahead += wait;
        scope.ahead = *ahead;
        found.push(match ask(nile, &mut scope, exchange).await {
            Ok(answer) => differences(&mut scope, &exchange.response, &answer),
            Err(unseen) => vec![format!("not sent: {unseen}")],
        });
    }
    found
}

async fn ask(nile: &Nile, scope: &mut Scope, exchange: &Exchange) -> Result<Answer, String> {
    let request = &exchange.request;
    let line = format!("{} {}", request.method, scope.render(&request.path)?);
    let mut headers = Vec::new();
    for (name, value) in &request.headers {
        headers.push((name.as_str(), scope.render(value)?));
    }
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let body = match &request.body {
        None => None,
        Some(Value::String(text)) => Some(scope.render(text)?),
        Some(body) => Some(scope.render_body(body)?.to_string()),
    };
    Ok(nile.send(&line, &headers, body.as_deref()).await)
}
