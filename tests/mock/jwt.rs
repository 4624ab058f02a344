//! Tokens that are a signed JWT, and what a careless deployment believes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use penguin_auth::mock::{Defect, Dress, Token};
use serde_json::Value;

use crate::client::{ADA, Mock, run};

fn mock() -> Mock {
    Mock::dressed(Dress { token: Token::Jwt, ..Dress::default() })
}

fn claims(token: &str) -> Value {
    serde_json::from_slice(&BASE64.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

/// The token under a header that says it is unsigned, and without a signature.
fn forged(token: &str) -> [String; 2] {
    let [header, payload, _] = token.split('.').collect::<Vec<_>>()[..] else { panic!("{token}") };
    let none = BASE64.encode(r#"{"alg":"none"}"#);
    [format!("{none}.{payload}."), format!("{header}.{payload}.")]
}

async fn statuses(mock: &Mock, tokens: &[String]) -> Vec<u16> {
    let mut statuses = Vec::new();
    for token in tokens {
        statuses.push(mock.me(&format!("nile.session-token={token}")).await.status);
    }
    statuses
}

#[test]
fn a_token_names_the_account_by_its_id_and_nothing_else() {
    run(async {
        let token = mock().login(ADA).await.token();
        let claims = claims(&token);
        let names: Vec<&String> = claims.as_object().unwrap().keys().collect();
        assert_eq!(names, ["sub", "iat", "exp", "jti"]);
        assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 30 * 24 * 3600);
    });
}

#[test]
fn a_forged_token_is_believed_only_where_that_is_the_defect() {
    run(async {
        for (defect, believed) in [
            (None, [401, 401]),
            (Some(Defect::JwtNoneAccepted), [200, 401]),
            (Some(Defect::JwtSignatureNotChecked), [200, 200]),
        ] {
            let mock = defect.map_or_else(mock, Mock::with);
            let token = mock.login(ADA).await.token();
            let forged = forged(&token);
            assert_eq!(statuses(&mock, &forged).await, believed, "{defect:?}");
            // The session is a record all the same.
            mock.logout(&format!("nile.session-token={token}")).await;
            assert_eq!(statuses(&mock, &forged).await, [401, 401], "{defect:?}");
            assert_eq!(mock.live(ADA), 0, "{defect:?}");
        }
    });
}

#[test]
fn tokens_that_say_too_much_or_too_little_are_signed_like_the_others() {
    run(async {
        for (defect, says, keeps_silent) in
            [(Defect::ReadableToken, "email", "password"), (Defect::TokenWithoutExpiry, "jti", "exp")]
        {
            let mock = Mock::with(defect);
            let token = mock.login(ADA).await.token();
            let claims = claims(&token);
            assert!(claims.get(says).is_some() && claims.get(keeps_silent).is_none(), "{claims}");
            assert_eq!(statuses(&mock, std::slice::from_ref(&token)).await, [200], "{defect:?}");
            assert_eq!(statuses(&mock, &forged(&token)).await, [401, 401], "{defect:?}");
        }
    });
}
