//! The profile: paths, login recipe, bodies, identity fields.

use serde::Deserialize;
use serde_json::Value;

/// The ticket's own profile.
const TICKET: &str = include_str!("../../profiles/ticket.toml");

/// What a deployment promises.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// What it describes, one line.
    pub about: String,
    /// Where the routes are.
    pub paths: Paths,
    /// How to log in.
    pub login: Login,
    /// What logout answers.
    pub logout: Logout,
    /// How the protected route names the user.
    pub me: Me,
    /// Which cookies are sessions.
    pub session: SessionRule,
}

/// Paths below the base URL.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paths {
    /// The login route.
    pub login: String,
    /// The logout route.
    pub logout: String,
    /// The protected route that says who is asking.
    pub me: String,
    /// Where a CSRF token may be fetched.
    pub csrf: String,
}

/// The login's JSON body.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The field of the e-mail address.
    pub email_field: String,
    /// The field of the password.
    pub password_field: String,
}

/// The logout's answers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logout {
    /// On success.
    pub body: Value,
    /// Without a session.
    pub unauthorized_body: Value,
    /// When Nile fails.
    pub failure_body: Value,
}

/// The protected route's identity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Me {
    /// Fields that may hold the user's id; the ticket family names three.
    pub id_fields: Vec<String>,
    /// The field of the e-mail address.
    pub email_field: String,
}

/// Which cookies are sessions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionRule {
    /// Ends of names of cookies that never carry a session.
    pub not_session: Vec<String>,
}

/// A profile could not be read.
#[derive(Debug, thiserror::Error)]
#[error("could not read the profile: {0}")]
pub struct ProfileError(#[from] toml::de::Error);

impl Profile {
    /// The ticket's profile.
    ///
    /// # Errors
    /// Never, as a test shows; the text is embedded.
    pub fn ticket() -> Result<Self, ProfileError> {
        Ok(toml::from_str(TICKET)?)
    }

    /// Whether a cookie of that name may carry a session.
    #[must_use]
    pub fn may_be_session(&self, cookie: &str) -> bool {
        !self.session.not_session.iter().any(|end| cookie.ends_with(end.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_profile_can_be_read() -> Result<(), ProfileError> {
        let profile = Profile::ticket()?;
        assert_eq!(profile.paths.logout, "/api/auth/logout");
        assert!(profile.may_be_session("__Secure-nile.session-token"));
        assert!(!profile.may_be_session("__Secure-nile.csrf-token"));
        Ok(())
    }
}
