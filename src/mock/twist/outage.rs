//! Twists of what is answered while Nile fails.

use http::StatusCode;

use crate::mock::defect::Defect;
use crate::mock::nile::NileFailure;
use crate::mock::reply::{Happened, Reply};
use crate::mock::routes::App;

impl App {
    /// What stands in the place of the 500 of a logout that Nile made fail.
    pub(super) fn strange_failure(&self, failure: NileFailure) -> Option<Reply> {
        let nobody = || Some(Reply::fixed(StatusCode::UNAUTHORIZED, r#"{"error":"Unauthorized"}"#));
        let reply = match failure {
            NileFailure::Refused | NileFailure::Reset if self.has(Defect::UnreachableIs401) => nobody(),
            NileFailure::NoBody
            | NileFailure::NullBody
            | NileFailure::ArrayBody
            | NileFailure::Status(404)
                if self.has(Defect::NothingIsNobody) =>
            {
                nobody()
            }
            NileFailure::TimedOut if self.has(Defect::SuccessWhenNileStalls) => {
                Some(self.sound_goodbye(Vec::new()))
            }
            NileFailure::Status(status) if self.has(Defect::PassesNileStatusOn) => passed_on(status),
            NileFailure::Refused
            | NileFailure::Reset
            | NileFailure::TimedOut
            | NileFailure::Status(_)
            | NileFailure::NotJson
            | NileFailure::NoBody
            | NileFailure::NullBody
            | NileFailure::ArrayBody
            | NileFailure::NotSaved
            | NileFailure::NoRandom => None,
        };
        reply.map(|reply| reply.because(Happened::Nile(failure)))
    }

    /// Whether the protected route is open to anybody after that failure. The
    /// SDK gives a Response for nonsense, which `if (!session)` takes for a
    /// session.
    pub(super) fn opens_on(&self, failure: NileFailure) -> bool {
        match failure {
            NileFailure::NullBody => self.has(Defect::FailOpen) || self.has(Defect::OpensOnNull),
            NileFailure::NotJson | NileFailure::NoBody | NileFailure::Status(500) => {
                self.has(Defect::FailOpen)
            }
            NileFailure::Refused
            | NileFailure::Reset
            | NileFailure::TimedOut
            | NileFailure::Status(_)
            | NileFailure::ArrayBody
            | NileFailure::NotSaved
            | NileFailure::NoRandom => false,
        }
    }
}

/// Nile's own answer, handed to the client.
fn passed_on(status: u16) -> Option<Reply> {
    let status = StatusCode::from_u16(status).ok()?;
    Some(match status {
        StatusCode::SERVICE_UNAVAILABLE => {
            Reply::page(status, "<h1>503 Service Temporarily Unavailable</h1>")
        }
        StatusCode::NOT_FOUND => Reply::empty(status),
        _ => Reply::fixed(status, r#"{"error":"boom"}"#),
    })
}
