//! The wire to Nile's API: while Nile fails, a request to it meets here what it
//! would meet in a real network.

use std::io;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use tokio::time::timeout;

use super::content::Content;
use super::fault::Fault;
use super::outage::{Endpoint, OutageSwitch};
use super::reply::{Happened, Reply};

/// What every path of Nile's API begins with; the id of a database follows.
const NILE_API: &str = "/v2/databases/";

/// What is sent of an answer before its connection is reset, and how long the
/// whole would have been.
const HALF_AN_ANSWER: &str = r#"{"user":{"id":""#;
const WHOLE_LENGTH: u64 = 160;

/// The page of a proxy that does not reach Nile.
const PROXY_PAGE: &str = "<html><head><title>503 Service Temporarily Unavailable</title></head><body><center>nginx</center></body></html>";

/// Lets a request pass (then there is no answer yet), answers in Nile's place,
/// or loses it. A request that waits when the outage ends is lost, and not
/// answered late: what had given up waiting must not happen after all.
///
/// # Errors
/// How the connection has to end without an answer.
pub(super) async fn carry(path: &str, outages: &OutageSwitch) -> io::Result<Option<Reply>> {
    let Some(rest) = path.strip_prefix(NILE_API) else {
        return Ok(None);
    };
    let endpoint = rest.find('/').and_then(|slash| Endpoint::at(rest.get(slash..)?));
    let Some((outage, end)) = outages.strike(endpoint) else {
        return Ok(None);
    };
    let reply = match outage.fault {
        Fault::Refuse => return Err(io::ErrorKind::ConnectionRefused.into()),
        Fault::Stall => {
            end.come().await;
            return Err(io::ErrorKind::TimedOut.into());
        }
        Fault::Slow => {
            return match timeout(outage.delay, end.come()).await {
                Ok(()) => Err(io::ErrorKind::TimedOut.into()),
                Err(_late) => Ok(None),
            };
        }
        Fault::Reset => half(),
        Fault::Status500 => Reply::fixed(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
            .with(CONTENT_TYPE, HeaderValue::from_static("text/plain")),
        Fault::Json500 => Reply::fixed(StatusCode::INTERNAL_SERVER_ERROR, r#"{"error":"boom"}"#),
        Fault::Html503 => Reply::page(StatusCode::SERVICE_UNAVAILABLE, PROXY_PAGE),
        Fault::Empty404 => Reply::empty(StatusCode::NOT_FOUND),
        Fault::Status429 => Reply::fixed(StatusCode::TOO_MANY_REQUESTS, r#"{"error":"Too many requests"}"#)
            .with(RETRY_AFTER, HeaderValue::from_static("30")),
        Fault::Garbage => Reply::fixed(StatusCode::OK, r#"{"user":{"id":"#),
        Fault::Empty => Reply::fixed(StatusCode::OK, ""),
        Fault::Null => Reply::fixed(StatusCode::OK, "null"),
        Fault::Array => Reply::fixed(StatusCode::OK, "[]"),
    };
    Ok(Some(reply.because(Happened::Fault(outage.fault))))
}

/// Half of an answer, after which the connection is reset.
fn half() -> Reply {
    let mut reply = Reply::fixed(StatusCode::OK, "");
    *reply.response.body_mut() = Content::Cut {
        sent: Some(Bytes::from_static(HALF_AN_ANSWER.as_bytes())),
        promised: WHOLE_LENGTH,
        flushed: false,
        breaks: io::ErrorKind::ConnectionReset,
    };
    reply
}
