//! What a deployment promises: where its routes are and what they answer.
//! Profiles are TOML, the built-in ones embedded in the binary.

mod base_url;
mod profile;

pub use base_url::{BaseUrl, BaseUrlError};
pub use profile::{Login, Logout, Me, Paths, Profile, ProfileError, SessionRule};
