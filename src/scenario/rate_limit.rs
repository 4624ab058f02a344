//! Which steps a deployment may limit without ending the run.

use crate::evidence::{BadToken, Elsewhere, Probe, Step};

/// Whether a 429 is an answer like any other: Nile says so itself while it
/// fails, and whoever takes a step of `--intrusive` for an attack may limit it
/// and nothing else.
pub(super) fn may_be_429(step: Step) -> bool {
    matches!(step, Step::FaultyLogout(_) | Step::FaultyMe(_) | Step::Intrusive(_))
        || matches!(step, Step::BadLogout(token) | Step::BadMe(token) if BadToken::MALFORMED.contains(&token))
        || matches!(step, Step::Elsewhere(step) if is_tried_elsewhere(step))
        || matches!(step, Step::Probe(probe) if is_intrusive(probe))
}

/// A route that nobody has, and places where no session belongs.
const fn is_tried_elsewhere(step: Elsewhere) -> bool {
    matches!(step, Elsewhere::UnknownRoute | Elsewhere::ReplayAsBearer | Elsewhere::ReplayInUrl)
}

/// Whether only `--intrusive` sends it.
const fn is_intrusive(probe: Probe) -> bool {
    match probe {
        Probe::OtherMethod(method) => method.is_spare(),
        Probe::PathLogout(_)
        | Probe::PathGet(_)
        | Probe::MeAfterPathGets
        | Probe::Trace
        | Probe::MeAfterTrace
        | Probe::ForwardedHost
        | Probe::ForeignHost
        | Probe::TwoSchemes
        | Probe::ForgedLogin => true,
        Probe::MeAfterDisguisedGets
        | Probe::MeAfterOtherMethods
        | Probe::CrossOriginMe
        | Probe::PlainHttp
        | Probe::ForgedLogout(_)
        | Probe::MeAfterForgeries
        | Probe::BrokenBodyLogout
        | Probe::RedirectedLogout => false,
    }
}
