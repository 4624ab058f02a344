//! The profiles that are part of the program.

use super::Profile;
use crate::settings::{Mistakes, nearest};

/// Names and texts.
const BUILT_IN: [(&str, &str); 8] = [
    ("ticket", include_str!("../../../profiles/ticket.toml")),
    ("nile", include_str!("../../../profiles/nile.toml")),
    ("authjs", include_str!("../../../profiles/authjs.toml")),
    ("better-auth", include_str!("../../../profiles/better-auth.toml")),
    ("express-session", include_str!("../../../profiles/express-session.toml")),
    ("django", include_str!("../../../profiles/django.toml")),
    ("flask-login", include_str!("../../../profiles/flask-login.toml")),
    ("fastapi-users", include_str!("../../../profiles/fastapi-users.toml")),
];

/// Every key, commented out.
const KEYS: &str = include_str!("../../../profiles/keys.toml");

impl Profile {
    /// The names of the built-in profiles, the default one first.
    pub fn built_in_names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// The built-in profile of that name.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Result<Self, Mistakes>> {
        let text = text_of(name)?;
        Some(Self::read(&format!("the profile {name}"), text))
    }

    /// A built-in profile as a file to start from: its text, and every key in
    /// comments.
    #[must_use]
    pub fn commented(name: &str) -> Option<String> {
        Some(format!("{}\n{KEYS}", text_of(name)?))
    }

    /// The built-in name that is most like what was typed.
    #[must_use]
    pub fn nearest_name(typed: &str) -> Option<&'static str> {
        nearest(typed, Self::built_in_names())
    }

    /// The built-in profile that a deployment speaks which sets cookies of
    /// these names for its CSRF token.
    #[must_use]
    pub fn recognise(cookies: &[&str]) -> Option<Self> {
        let profiles = Self::built_in_names().filter_map(|name| Self::built_in(name)?.ok());
        let speaks = |profile: &Self| {
            let ends = &profile.csrf_cookies;
            cookies.iter().any(|cookie| ends.iter().any(|end| cookie.ends_with(end.as_str())))
        };
        profiles.into_iter().find(speaks)
    }
}

fn text_of(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_profile_can_be_read_and_has_its_own_name() {
        for name in Profile::built_in_names() {
            let profile = Profile::built_in(name).unwrap().unwrap_or_else(|mistakes| panic!("{mistakes}"));
            assert_eq!(profile.name, name);
            assert!(!profile.about.is_empty(), "{name}");
        }
    }

    #[test]
    fn what_is_shown_is_a_profile_that_promises_the_same() {
        for name in Profile::built_in_names() {
            let shown = Profile::read("shown", &Profile::commented(name).unwrap()).unwrap();
            let built_in = Profile::built_in(name).unwrap().unwrap();
            let strip = |profile: Profile| format!("{:?}", Profile { text: String::new(), ..profile });
            assert_eq!(strip(shown), strip(built_in));
        }
    }

    #[test]
    fn sessions_are_told_from_other_cookies() {
        let ticket = Profile::ticket().unwrap();
        assert_eq!(ticket.paths.logout, "/api/auth/logout");
        assert!(ticket.may_be_session("__Secure-nile.session-token"));
        assert!(!ticket.may_be_session("__Secure-nile.csrf-token"));
        let authjs = Profile::built_in("authjs").unwrap().unwrap();
        assert!(authjs.may_be_session("__Secure-authjs.session-token.0"));
        assert!(!authjs.may_be_session("__Host-authjs.csrf-token"));
        let django = Profile::built_in("django").unwrap().unwrap();
        assert!(django.may_be_session("__Secure-sessionid"));
        assert!(!django.may_be_session("csrftoken"));
    }

    #[test]
    fn a_deployment_is_recognised_by_its_csrf_cookie_whatever_its_prefix() {
        let name = |cookie: &str| Profile::recognise(&[cookie]).map(|profile| profile.name);
        assert_eq!(name("__Secure-nile.csrf-token").as_deref(), Some("nile"));
        assert_eq!(name("__Host-next-auth.csrf-token").as_deref(), Some("authjs"));
        assert_eq!(name("authjs.csrf-token").as_deref(), Some("authjs"));
        assert_eq!(name("__Host-csrftoken").as_deref(), Some("django"));
        assert_eq!(name("XSRF-TOKEN"), None);
    }
}
