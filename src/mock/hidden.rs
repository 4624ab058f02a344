//! Defects that a dress hides: planted beside it they would change nothing that
//! anybody could see, and a run that finds nothing would look like a proof.

use super::defect::Defect;
use super::dress::{Dress, Token};

/// What is left of a session cookie, and how it was deleted, shows nowhere once
/// another value stands in its place.
const OF_CLEARING: [Defect; 12] = [
    Defect::NoClear,
    Defect::BlanksCookie,
    Defect::ClearWrongPath,
    Defect::ClearDefaultPath,
    Defect::ClearWithoutDomain,
    Defect::ClearPrefixWithoutSecure,
    Defect::ClearWithoutPartitioned,
    Defect::SetAfterClear,
    Defect::ChunkLeft,
    Defect::CommaJoined,
    Defect::ClearWithTab,
    Defect::DeadCookieLeft,
];

/// Their tokens are of a kind of their own, which a deployment that reads what
/// it signed or encrypted does not know.
const OF_OPAQUE_TOKENS: [Defect; 3] = [Defect::ShortToken, Defect::CountingToken, Defect::UnsignedToken];

impl Defect {
    /// Why nobody could see the defect in a dress, if nobody could.
    #[must_use]
    pub fn hidden_by(self, dress: &Dress) -> Option<&'static str> {
        if dress.busy && OF_CLEARING.contains(&self) {
            return Some("--busy puts an anonymous session in the place of the cookie");
        }
        if dress.token != Token::Opaque && OF_OPAQUE_TOKENS.contains(&self) {
            return Some("no session is found by its tokens in that dress");
        }
        if dress.secure_names && self == Self::PlainCookieOnHttps {
            return Some("browsers take no __Secure- cookie that is not Secure");
        }
        if dress.domain.is_some() && self == Self::CookieNamesItsHost {
            return Some("the cookie has a Domain in that dress anyway");
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_dress_hides_nothing() {
        for defect in Defect::ALL {
            assert_eq!(defect.hidden_by(&defect.dress(Dress::default())), None, "{defect:?}");
        }
    }
}
