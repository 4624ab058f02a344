//! What a deployment promises: where its routes are and what they answer.
//! Profiles are TOML, the built-in ones embedded in the binary.

mod base_url;
mod expected;
mod profile;

pub use base_url::{BaseUrl, BaseUrlError};
pub use expected::{Expected, ExpectedBody};
pub use profile::{
    Call, Carrier, Csrf, CsrfSource, Encoding, Login, Logout, Me, Paths, Place, Profile, SessionRule,
};
