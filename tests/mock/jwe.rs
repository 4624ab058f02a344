//! Tokens that look like Nile's JWEs, and are records all the same.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use penguin_auth::mock::{Defect, Dress, Token};

use crate::client::{ADA, Mock, run};

fn mock() -> Mock {
    Mock::dressed(Dress { token: Token::Jwe, ..Dress::default() })
}

fn cookie(token: &str) -> String {
    format!("nile.session-token={token}")
}

#[test]
fn a_token_has_the_shape_that_nile_was_seen_to_give() {
    run(async {
        let token = mock().login(ADA).await.token();
        let parts: Vec<&str> = token.split('.').collect();
        assert_eq!((parts.len(), parts[0], parts[1]), (5, "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0", ""));
        let sizes: Vec<usize> = parts[2..].iter().map(|part| BASE64.decode(part).unwrap().len()).collect();
        assert_eq!((sizes[0], sizes[2]), (12, 16));
        assert!((300..420).contains(&token.len()), "{}", token.len());
    });
}

#[test]
fn a_token_with_one_letter_changed_is_refused_wherever_it_is() {
    run(async {
        let mock = mock();
        let token = mock.login(ADA).await.token();
        for at in (0..token.len()).step_by(7) {
            let mut letters: Vec<u8> = token.clone().into_bytes();
            letters[at] = if letters[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(letters).unwrap();
            assert_eq!(mock.me(&cookie(&changed)).await.status, 401, "{at}");
        }
        assert_eq!(mock.me(&cookie(&token)).await.status, 200);
    });
}

#[test]
fn a_token_of_another_deployment_is_refused() {
    run(async {
        let token = mock().login(ADA).await.token();
        for defect in [None, Some(Defect::JweNotRevoked)] {
            let other = defect.map_or_else(mock, Mock::with);
            assert_eq!(other.me(&cookie(&token)).await.status, 401);
            assert_eq!(other.logout(&cookie(&token)).await.status, 401);
        }
    });
}

#[test]
fn a_sound_logout_ends_a_jwe_too() {
    run(async {
        let mock = mock();
        let cookies = mock.session(ADA).await;
        assert_eq!(mock.logout(&cookies).await.status, 200);
        assert_eq!((mock.me(&cookies).await.status, mock.live(ADA)), (401, 0));
    });
}

#[test]
fn tokens_that_only_decode_cannot_be_ended() {
    run(async {
        for (defect, cleared) in
            [(Defect::JweNotRevoked, "nile.session-token="), (Defect::TicketSample, "nile-session=")]
        {
            let mock = Mock::with(defect);
            let cookies = mock.session(ADA).await;
            let answer = mock.logout(&cookies).await;
            assert_eq!((answer.status, answer.set_cookies().len()), (200, 1));
            assert!(answer.set_cookies()[0].starts_with(cleared));
            assert_eq!((mock.me(&cookies).await.status, mock.live(ADA)), (200, 1));
        }
    });
}
