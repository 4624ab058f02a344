//! Defects that only show when two requests overlap.

use penguin_auth::mock::Defect;
use tokio::join;

use crate::client::{ADA, BOB, Mock, eventually, exchange, request, run};

#[test]
fn of_two_overlapping_logouts_one_is_lost() {
    run(async {
        let mock = Mock::with(Defect::ParallelLogoutsLoseOne);
        let alone = mock.session(ADA).await;
        mock.logout(&alone).await;
        assert_eq!(mock.me(&alone).await.status, 401);
        let (ada, bob) = (mock.session(ADA).await, mock.session(BOB).await);
        let (one, two) = join!(mock.logout(&ada), mock.logout(&bob));
        assert_eq!((one.status, two.status), (200, 200));
        assert_eq!(mock.live(ADA) + mock.live(BOB), 1);
    });
}

#[test]
fn of_more_than_two_overlapping_logouts_all_end_the_session_of_one() {
    run(async {
        let mock = Mock::with(Defect::ParallelLogoutsShareOneSession);
        let (one, two) = (mock.session(ADA).await, mock.session(ADA).await);
        join!(mock.logout(&one), mock.logout(&two));
        assert_eq!(mock.live(ADA), 0);
        let (one, two) = (mock.session(ADA).await, mock.session(ADA).await);
        let three = mock.session(ADA).await;
        let (a, b, c) = join!(mock.logout(&one), mock.logout(&two), mock.logout(&three));
        assert_eq!((a.status, b.status, c.status), (200, 200, 200));
        assert_eq!(mock.live(ADA), 2);
    });
}

#[test]
fn a_logout_beside_a_logout_of_the_same_session_fails() {
    run(async {
        let mock = Mock::with(Defect::ParallelLogout500);
        let (ada, bob) = (mock.session(ADA).await, mock.session(BOB).await);
        let (one, two, other) = join!(mock.logout(&ada), mock.logout(&ada), mock.logout(&bob));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!((statuses, other.status), ([200, 500], 200));
        assert_eq!((mock.live(ADA), mock.live(BOB)), (0, 0));
        assert_eq!(mock.logout(&ada).await.status, 401);
    });
}

#[test]
fn a_client_that_hangs_up_leaves_no_logout_in_flight() {
    run(async {
        let mock = Mock::with(Defect::ParallelLogout500);
        let cookies = mock.session(ADA).await;
        let (address, line) = (mock.address(), request("POST /api/auth/logout", Some(&cookies), ""));
        let before = mock.control.requests();
        let gone = tokio::spawn(async move { exchange(address, &line).await });
        eventually(|| async { mock.control.requests() > before }).await;
        gone.abort();
        eventually(|| async { mock.logout(&cookies).await.status != 500 }).await;
        assert_eq!(mock.live(ADA), 0);
    });
}

/// Logs out in the middle of a read, and gives the read's answer.
async fn read_across_logout(mock: &Mock, cookies: &str) -> crate::client::Answer {
    let (address, line) = (mock.address(), request("GET /api/users/me", Some(cookies), ""));
    let before = mock.control.requests();
    let read = tokio::spawn(async move { exchange(address, &line).await });
    eventually(|| async { mock.control.requests() > before }).await;
    assert_eq!(mock.logout(cookies).await.status, 200);
    assert_eq!(mock.me(cookies).await.status, 401);
    crate::client::Answer::parse(&read.await.unwrap())
}

#[test]
fn a_read_that_writes_back_revives_the_session() {
    run(async {
        let mock = Mock::with(Defect::ResurrectInStore);
        let cookies = mock.session(ADA).await;
        let answer = read_across_logout(&mock, &cookies).await;
        assert_eq!((answer.status, answer.set_cookies().len()), (200, 0));
        assert_eq!(mock.me(&cookies).await.status, 200);
        let calm = mock.session(ADA).await;
        mock.me(&calm).await;
        mock.logout(&calm).await;
        assert_eq!(mock.me(&calm).await.status, 401);
    });
}

#[test]
fn a_read_across_a_logout_brings_a_fresh_token() {
    run(async {
        let mock = Mock::with(Defect::ResurrectByRead);
        let cookies = mock.session(ADA).await;
        assert!(mock.me(&cookies).await.set_cookies().is_empty());
        let answer = read_across_logout(&mock, &cookies).await;
        assert_eq!((answer.status, answer.set_cookies().len()), (200, 1));
        assert_ne!(answer.cookies(), cookies);
        assert_eq!((mock.me(&cookies).await.status, mock.me(&answer.cookies()).await.status), (401, 200));
    });
}
