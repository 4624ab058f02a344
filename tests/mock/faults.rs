//! Nile fails: the deployment says so, claims nothing, and recovers.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use penguin_auth::mock::{Defect, Fault, MockOptions};
use tokio::time::timeout;

use crate::client::{ADA, Answer, Mock, run};

const NILE_DEADLINE: Duration = Duration::from_millis(100);

fn mock(defects: &[Defect]) -> Mock {
    let defects = defects.iter().copied().collect::<BTreeSet<_>>();
    Mock::start(MockOptions { defects, nile_deadline: NILE_DEADLINE, ..MockOptions::default() })
}

fn is_plain_500(answer: &Answer) -> bool {
    let silent = answer.headers.iter().all(|(name, _)| name != "set-cookie");
    answer.status == 500 && answer.body == r#"{"error":"Internal server error"}"# && silent
}

#[test]
fn every_fault_is_a_500_in_time_that_changes_nothing_and_passes() {
    run(async {
        let mock = mock(&[]);
        let cookies = mock.session(ADA).await;
        for fault in Fault::ALL {
            mock.control.set_fault(Some(fault));
            let began = Instant::now();
            assert!(is_plain_500(&mock.logout(&cookies).await), "{fault:?}");
            assert!(is_plain_500(&mock.me(&cookies).await), "{fault:?}");
            assert!(is_plain_500(&mock.login(ADA).await), "{fault:?}");
            // Three calls, each within its deadline; the rest is for a busy machine.
            assert!(began.elapsed() < NILE_DEADLINE * 3 + Duration::from_secs(2), "{fault:?}");
            mock.control.set_fault(None);
            assert_eq!((mock.me(&cookies).await.status, mock.live(ADA)), (200, 1), "{fault:?}");
        }
        assert_eq!(mock.logout(&cookies).await.status, 200);
        assert_eq!(mock.me(&cookies).await.status, 401);
    });
}

#[test]
fn a_fault_can_be_there_from_the_start() {
    run(async {
        let mock = Mock::start(MockOptions { fault: Some(Fault::Refuse), ..MockOptions::default() });
        assert!(is_plain_500(&mock.login(ADA).await));
    });
}

#[test]
fn fail_open_lets_anybody_in_when_nile_talks_nonsense() {
    run(async {
        let mock = mock(&[Defect::FailOpen]);
        assert_eq!(mock.anonymous_me().await.status, 401);
        for fault in [Fault::Garbage, Fault::Empty, Fault::Null, Fault::Status500] {
            mock.control.set_fault(Some(fault));
            for answer in [mock.anonymous_me().await, mock.me("nile.session-token=x").await] {
                assert_eq!((answer.status, answer.body.as_str()), (200, "{}"), "{fault:?}");
            }
        }
    });
}

#[test]
fn success_when_nile_fails_claims_what_did_not_happen() {
    run(async {
        let mock = mock(&[Defect::SuccessWhenNileFails]);
        let cookies = mock.session(ADA).await;
        mock.control.set_fault(Some(Fault::Reset));
        let answer = mock.logout(&cookies).await;
        assert_eq!((answer.status, answer.set_cookies().len(), mock.live(ADA)), (200, 1, 1));
        assert_eq!(mock.me(&cookies).await.status, 200);
    });
}

#[test]
fn without_a_deadline_a_stalled_nile_means_no_answer() {
    run(async {
        let mock = mock(&[Defect::NoNileDeadline]);
        let cookies = mock.session(ADA).await;
        mock.control.set_fault(Some(Fault::Stall));
        assert!(timeout(NILE_DEADLINE * 5, mock.logout(&cookies)).await.is_err());
        mock.control.set_fault(None);
        assert_eq!(mock.me(&cookies).await.status, 200);
    });
}

#[test]
fn the_inner_error_can_be_shown_to_the_client() {
    run(async {
        let mock = mock(&[Defect::NileErrorInBody]);
        let cookies = mock.session(ADA).await;
        mock.control.set_fault(Some(Fault::Refuse));
        let answer = mock.logout(&cookies).await;
        assert_eq!(answer.status, 500);
        assert!(answer.body.contains("10.0.0.7:5432"), "{}", answer.body);
    });
}

#[test]
fn after_a_failed_logout_nobody_is_answered_as_that_user() {
    run(async {
        let mock = mock(&[Defect::LeakAfterFailedLogout]);
        let cookies = mock.session(ADA).await;
        mock.control.set_fault(Some(Fault::Refuse));
        assert_eq!(mock.logout(&cookies).await.status, 500);
        mock.control.set_fault(None);
        let answer = mock.anonymous_me().await;
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains("ada@penguin.test"));
        assert_eq!(mock.me("a=b").await.status, 401);
        assert_eq!(mock.logout(&cookies).await.status, 200);
        assert_eq!(mock.anonymous_me().await.status, 401);
    });
}

#[test]
fn names_are_unique_and_found_again() {
    for fault in Fault::ALL {
        assert_eq!(Fault::named(fault.name()), Some(fault));
        assert!(fault.about().ends_with('.'));
    }
    assert_eq!(Fault::named("nonsense"), None);
}
