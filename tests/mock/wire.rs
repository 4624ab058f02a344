//! Nile's failures on the wire, as a client of Nile's API meets them.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use penguin_auth::mock::{Endpoint, Fault, Outage};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{ADA, Answer, Mock, eventually, request, run};

const SESSION: &str = "GET /v2/databases/01/auth/session";
const SIGNOUT: &str = "POST /v2/databases/01/auth/signout";

/// Everything that came, and how the connection ended.
async fn sent_back(mock: &Mock, line: &str) -> (String, Option<ErrorKind>) {
    let mut stream = TcpStream::connect(mock.address()).await.unwrap();
    stream.write_all(request(line, None, "").as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let ended = stream.read_to_end(&mut bytes).await;
    (String::from_utf8(bytes).unwrap(), ended.err().map(|error| error.kind()))
}

#[test]
fn answers_in_niles_place_are_those_that_were_measured() {
    run(async {
        let mock = Mock::sound();
        for (fault, status, kind, body) in [
            (Fault::Status500, 500, Some("text/plain"), "Internal Server Error"),
            (Fault::Json500, 500, Some("application/json"), r#"{"error":"boom"}"#),
            (Fault::Empty404, 404, None, ""),
            (Fault::Garbage, 200, Some("application/json"), r#"{"user":{"id":"#),
            (Fault::Empty, 200, Some("application/json"), ""),
            (Fault::Null, 200, Some("application/json"), "null"),
            (Fault::Array, 200, Some("application/json"), "[]"),
        ] {
            mock.control.set_fault(Some(fault));
            let answer = mock.send(SESSION, None, "").await;
            let came = (answer.status, answer.header("content-type"), answer.body.as_str());
            assert_eq!(came, (status, kind, body), "{fault:?}");
        }
        mock.control.set_fault(Some(Fault::Html503));
        let page = mock.send(SESSION, None, "").await;
        assert_eq!((page.status, page.header("content-type")), (503, Some("text/html; charset=utf-8")));
        mock.control.set_fault(Some(Fault::Status429));
        let busy = mock.send(SESSION, None, "").await;
        assert_eq!((busy.status, busy.header("retry-after")), (429, Some("30")));
    });
}

#[test]
fn refused_is_closed_without_a_byte_and_reset_is_reset_after_half_an_answer() {
    run(async {
        let mock = Mock::sound();
        mock.control.set_fault(Some(Fault::Refuse));
        assert_eq!(sent_back(&mock, SESSION).await, (String::new(), None));
        mock.control.set_fault(Some(Fault::Reset));
        let (bytes, ended) = sent_back(&mock, SESSION).await;
        let half = Answer::parse(bytes.as_bytes());
        assert_eq!((half.status, half.body.as_str()), (200, r#"{"user":{"id":""#));
        assert_eq!(half.header("content-length"), Some("160"));
        assert_eq!(ended, Some(ErrorKind::ConnectionReset));
    });
}

#[test]
fn requests_that_wait_when_the_fault_ends_are_lost_and_happen_no_more() {
    run(async {
        let mock = Mock::sound();
        for fault in [Fault::Stall, Fault::Slow] {
            mock.control.set_outage(Some(Outage { delay: Duration::from_secs(600), ..Outage::of(fault) }));
            let before = mock.control.requests();
            let waiting = sent_back(&mock, SESSION);
            let switched_off = async {
                eventually(|| async { mock.control.requests() > before }).await;
                mock.control.set_fault(None);
            };
            let both = tokio::time::timeout(Duration::from_secs(30), async {
                tokio::join!(waiting, switched_off).0
            });
            assert_eq!(both.await, Ok((String::new(), None)), "{fault:?}");
        }
    });
}

#[test]
fn a_slow_nile_answers_right_after_the_delay() {
    run(async {
        let mock = Mock::sound();
        let healthy = mock.send(SESSION, None, "").await;
        let delay = Duration::from_millis(150);
        mock.control.set_outage(Some(Outage { delay, ..Outage::of(Fault::Slow) }));
        let began = Instant::now();
        let late = mock.send(SESSION, None, "").await;
        assert!(began.elapsed() >= delay);
        assert_eq!((late.status, late.body), (healthy.status, healthy.body));
        assert_eq!(Outage::of(Fault::Slow).delay, Duration::from_secs(5), "as measured");
    });
}

#[test]
fn a_fault_on_one_route_leaves_the_others_and_drives_the_application_too() {
    run(async {
        let mock = Mock::sound();
        let cookies = mock.session(ADA).await;
        let only_sign_out = Outage { only: Some(Endpoint::SignOut), ..Outage::of(Fault::Json500) };
        mock.control.set_outage(Some(only_sign_out));
        assert_eq!(mock.send(SIGNOUT, None, "").await.body, r#"{"error":"boom"}"#);
        assert_ne!(mock.send(SESSION, None, "").await.body, r#"{"error":"boom"}"#);
        assert_eq!(mock.me(&cookies).await.status, 200);
        assert_eq!(mock.logout(&cookies).await.status, 500);
        assert_eq!(mock.me(&cookies).await.status, 200);
    });
}

#[test]
fn the_application_itself_is_never_struck_on_the_wire() {
    run(async {
        let mock = Mock::sound();
        for fault in Fault::ALL {
            mock.control.set_outage(Some(Outage { delay: Duration::from_secs(60), ..Outage::of(fault) }));
            assert_eq!(mock.anonymous_me().await.status, 401, "{fault:?}");
        }
    });
}
