//! Defects of login.

use penguin_auth::mock::Defect;

use crate::client::{ADA, BOB, Mock, run};

#[test]
fn a_login_that_forgets_its_cookie() {
    run(async {
        let answer = Mock::with(Defect::LoginWithoutCookie).login(ADA).await;
        assert_eq!((answer.status, answer.set_cookies().len()), (200, 0));
    });
}

#[test]
fn a_login_that_is_made_up() {
    run(async {
        let mock = Mock::with(Defect::MockLogin);
        let answer = mock.login_as("nobody@penguin.test", "x", None).await;
        assert_eq!((answer.status, answer.set_cookies().len()), (200, 0));
        assert!(answer.body.starts_with(r#"{"token":"mock-jwt-token","user":{"#), "{}", answer.body);
    });
}

#[test]
fn what_a_failed_login_tells() {
    run(async {
        for (defect, wrong, unknown) in [
            (Defect::AcceptsAnyPassword, 200, 401),
            (Defect::WrongPassword500, 500, 500),
            (Defect::UnknownEmail404, 401, 404),
            (Defect::UnknownEmailText, 401, 401),
        ] {
            let mock = Mock::with(defect);
            let one = mock.login_as("ada@penguin.test", "wrong", None).await;
            let two = mock.login_as("nobody@penguin.test", "wrong", None).await;
            assert_eq!((one.status, two.status), (wrong, unknown), "{defect:?}");
            assert!(one.body != two.body || defect == Defect::WrongPassword500, "{defect:?}");
            assert_eq!(mock.login(ADA).await.status, 200, "{defect:?}");
        }
    });
}

#[test]
fn an_offered_session_is_adopted() {
    run(async {
        let mock = Mock::with(Defect::AdoptsOfferedSession);
        let ada = mock.account(ADA);
        let offered = "nile.session-token=chosen-by-the-attacker";
        let answer = mock.login_as(&ada.email, &ada.password, Some(offered)).await;
        assert_eq!((answer.status, answer.cookies().as_str()), (200, offered));
        assert_eq!(mock.me(offered).await.status, 200);
        assert_eq!(mock.logout(offered).await.status, 200);
        assert_eq!(mock.me(offered).await.status, 401);
        assert_ne!(mock.session(ADA).await, offered);
    });
}

#[test]
fn after_a_logout_the_user_is_locked_out() {
    run(async {
        let mock = Mock::with(Defect::ReloginRefused);
        let cookies = mock.session(ADA).await;
        mock.logout(&cookies).await;
        assert_eq!((mock.login(ADA).await.status, mock.login(BOB).await.status), (401, 200));
    });
}

#[test]
fn a_login_that_shows_its_token() {
    run(async {
        let answer = Mock::with(Defect::TokenInDebugHeader).login(ADA).await;
        let shown = format!("authCookie=nile.session-token={}", answer.token());
        assert_eq!(answer.header("x-nile-debug"), Some(shown.as_str()));
        let answer = Mock::with(Defect::TokenInBody).login(ADA).await;
        assert!(answer.body.ends_with(&format!(r#","token":"{}"}}"#, answer.token())), "{}", answer.body);
    });
}

#[test]
fn the_next_login_revives_what_was_ended() {
    run(async {
        let mock = Mock::with(Defect::LoginRevivesOld);
        let (old, bob) = (mock.session(ADA).await, mock.session(BOB).await);
        mock.logout(&old).await;
        mock.logout(&bob).await;
        assert_eq!(mock.me(&old).await.status, 401);
        let new = mock.session(ADA).await;
        assert_eq!((mock.me(&old).await.status, mock.me(&new).await.status), (200, 200));
        assert_eq!((mock.me(&bob).await.status, mock.live(ADA)), (401, 2));
    });
}

#[test]
fn the_next_login_hands_out_the_ended_token() {
    run(async {
        let mock = Mock::with(Defect::ReusesToken);
        let old = mock.session(ADA).await;
        mock.logout(&old).await;
        assert_eq!(mock.me(&old).await.status, 401);
        assert_eq!(mock.session(ADA).await, old);
        assert_eq!((mock.me(&old).await.status, mock.live(ADA)), (200, 1));
        assert_ne!(mock.session(ADA).await, old);
        mock.logout(&old).await;
        assert_eq!((mock.me(&old).await.status, mock.live(ADA)), (401, 1));
    });
}
