//! Defects of the lines that set and delete cookies.

use penguin_auth::mock::Defect;

use crate::client::{ADA, Mock, run};

const GOODBYE: &str = r#"{"success":true,"message":"Logged out successfully"}"#;

/// The defects, and the lines that they send.
fn wrong_deletions() -> Vec<(Defect, Vec<String>)> {
    let expired = "; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    let sample = format!("nile-session=; Path=/{expired}");
    let usual = |path: &str| format!("nile.session-token=; Max-Age=0{path}{expired}; HttpOnly; SameSite=Lax");
    vec![
        (Defect::ClearsWrongCookie, vec![sample.clone()]),
        (Defect::NoClear, vec![]),
        (Defect::BlanksCookie, vec!["nile.session-token=; Path=/; HttpOnly; SameSite=Lax".to_owned()]),
        (Defect::ClearWrongPath, vec![usual("; Path=/api")]),
        (Defect::ClearDefaultPath, vec![usual("")]),
        (Defect::ClearWithoutDomain, vec![usual("; Path=/")]),
        (Defect::ClearPrefixWithoutSecure, vec![format!("__Secure-{}", usual("; Path=/"))]),
        (Defect::ClearWithoutPartitioned, vec![usual("; Path=/").replace("; Same", "; Secure; Same")]),
        (Defect::CookieNamesItsHost, vec![usual("; Path=/; Domain=app.penguin.test")]),
        (Defect::ChunkLeft, vec![usual("; Path=/").replace("token=", "token.0=")]),
        (Defect::RememberMeLeft, vec![usual("; Path=/")]),
        (Defect::ClearsUnknownToo, vec![usual("; Path=/"), sample.clone()]),
        (Defect::CommaJoined, vec![format!("nile.callback-url=%2F; Path=/, {}", usual("; Path=/"))]),
        (Defect::ClearWithTab, vec![format!("{}; Comment=logged\tout", usual("; Path=/"))]),
        (Defect::TwinCookieLeft, vec![usual("; Path=/; Domain=penguin.test")]),
    ]
}

#[test]
fn deletions_that_miss_the_cookie() {
    run(async {
        for (defect, wanted) in wrong_deletions() {
            let mock = Mock::with(defect);
            let login = mock.login(ADA).await;
            let cookies = login.cookies();
            let answer = mock.logout(&cookies).await;
            assert_eq!((answer.status, answer.body.as_str()), (200, GOODBYE), "{defect:?}");
            assert_eq!(answer.set_cookies(), wanted, "{defect:?}");
            assert_eq!((mock.me(&cookies).await.status, mock.live(ADA)), (401, 0), "{defect:?}");
        }
    });
}

#[test]
fn logins_that_their_deletions_do_not_match() {
    run(async {
        let twins = Mock::with(Defect::TwinCookieLeft).login(ADA).await;
        let domains: Vec<bool> =
            twins.set_cookies().iter().map(|line| line.contains("; Domain=penguin.test")).collect();
        assert_eq!(domains, [false, true]);
        let login = Mock::with(Defect::ClearWithoutPartitioned).login(ADA).await;
        assert!(login.set_cookies()[0].ends_with("; HttpOnly; Secure; SameSite=Lax; Partitioned"));

        let mock = Mock::with(Defect::SetAfterClear);
        let cookies = mock.session(ADA).await;
        let answer = mock.logout(&cookies).await;
        let lines = answer.set_cookies();
        assert!(
            lines[0].starts_with("nile.session-token=;")
                && lines[1].starts_with(&format!("{cookies}; Path=/"))
        );
        assert_eq!(mock.me(&cookies).await.status, 401);
    });
}
