//! Reading the body of a request, with a limit and a deadline.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use tokio::time::timeout;

use super::reply::Reply;

/// No request of this application needs more bytes.
pub(super) const BODY_LIMIT: u64 = 64 * 1024;

/// How long a client may take for the body of a request.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// Why a body cannot be had.
pub(super) enum Unreadable {
    TooLarge,
    TooSlow,
    Broken,
}

impl Unreadable {
    /// What the client is told.
    pub(super) fn reply(self) -> Reply {
        match self {
            Self::TooLarge => too_large(),
            Self::TooSlow => Reply::fixed(StatusCode::REQUEST_TIMEOUT, r#"{"error":"Request timeout"}"#),
            Self::Broken => Reply::fixed(StatusCode::BAD_REQUEST, r#"{"error":"Unreadable body"}"#),
        }
    }
}

/// The body, if it comes in time and is not too long.
pub(super) async fn read(body: Incoming) -> Result<Bytes, Unreadable> {
    // Most requests have none, and need no timer.
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let limit = usize::try_from(BODY_LIMIT).unwrap_or(usize::MAX);
    match timeout(BODY_TIMEOUT, Limited::new(body, limit).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Unreadable::TooLarge),
        Ok(Err(_)) => Err(Unreadable::Broken),
        Err(_) => Err(Unreadable::TooSlow),
    }
}

pub(super) fn too_large() -> Reply {
    Reply::fixed(StatusCode::PAYLOAD_TOO_LARGE, r#"{"error":"Payload too large"}"#)
}
