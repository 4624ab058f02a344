//! Defects that let one caller see what belongs to another.

use penguin_auth::mock::Defect;

use crate::client::{ADA, BOB, Mock, eventually, exchange, request, run};

#[test]
fn a_shared_cache_serves_the_first_answer_to_everybody() {
    run(async {
        let mock = Mock::with(Defect::SharedSessionCache);
        let (ada, bob) = (mock.session(ADA).await, mock.session(BOB).await);
        assert_eq!(mock.anonymous_me().await.status, 401);
        assert!(mock.me(&ada).await.body.contains("ada@penguin.test"));
        for answer in [mock.anonymous_me().await, mock.me(&bob).await, mock.me("nile.session-token=x").await]
        {
            assert_eq!(answer.status, 200);
            assert!(answer.body.contains("ada@penguin.test"), "{}", answer.body);
        }
    });
}

#[test]
fn after_a_login_a_request_without_cookies_is_that_user() {
    run(async {
        let mock = Mock::with(Defect::ContextLeak);
        let ada = mock.session(ADA).await;
        assert!(mock.anonymous_me().await.body.contains("ada@penguin.test"));
        mock.session(BOB).await;
        assert!(mock.anonymous_me().await.body.contains("bob@penguin.test"));
        assert_eq!(mock.me("a=b").await.status, 401);
        assert_eq!(mock.send("POST /api/auth/logout", None, "").await.status, 200);
        assert_eq!((mock.live(ADA), mock.live(BOB)), (1, 0));
        assert_eq!((mock.anonymous_me().await.status, mock.me(&ada).await.status), (401, 200));
    });
}

#[test]
fn while_a_logout_is_in_flight_a_request_without_cookies_is_that_user() {
    run(async {
        let mock = Mock::with(Defect::LeakDuringLogout);
        let cookies = mock.session(ADA).await;
        assert_eq!(mock.anonymous_me().await.status, 401);
        let (address, line) = (mock.address(), request("POST /api/auth/logout", Some(&cookies), ""));
        let logout = tokio::spawn(async move { exchange(address, &line).await });
        eventually(|| async { mock.anonymous_me().await.status == 200 }).await;
        logout.await.unwrap();
        assert_eq!((mock.anonymous_me().await.status, mock.me(&cookies).await.status), (401, 401));
    });
}
