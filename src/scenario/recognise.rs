//! Which built-in profile a deployment speaks whose routes are not those of
//! the profile that was given.

use super::driver::{Driver, Reply};
use crate::deployment::Profile;
use crate::evidence::{Actor, Step};

/// Where Nile, Auth.js and Django set their CSRF cookie for anybody who asks.
const ASKED: [&str; 3] = ["/api/auth/csrf", "/api/auth/session", "/accounts/login/"];

impl Driver<'_> {
    /// The profile that the deployment speaks, if neither route of the one that
    /// was given is there and another one is recognised. Costs three anonymous
    /// requests at most. Auth.js answers 400 to whatever it does not know below
    /// its path.
    pub(super) async fn spoken_instead(&self, me: Option<&Reply>, logout: Option<&Reply>) -> Option<Profile> {
        let status = |reply: Option<&Reply>| reply.and_then(|reply| reply.status);
        if !matches!(status(me), Some(404 | 405)) || !matches!(status(logout), Some(400 | 404 | 405)) {
            return None;
        }
        let given = &self.plan.profile.paths.csrf;
        for path in ASKED {
            if let Some(profile) = self.recognised() {
                return Some(profile);
            }
            if self.plan.csrf && given.as_deref() == Some(path) {
                continue;
            }
            self.jar_from(Actor::Nobody, path).await;
        }
        self.recognised()
    }

    /// The profile whose CSRF cookie an answer has set.
    fn recognised(&self) -> Option<Profile> {
        let evidence = self.evidence.borrow();
        let asked = evidence.indices(Actor::Nobody, Step::Csrf);
        let answers = asked.filter_map(|index| evidence.records[index].exchange.answer().ok());
        let names: Vec<&str> =
            answers.flat_map(|answer| &answer.set_cookies).map(|line| line.name()).collect();
        Profile::recognise(&names).filter(|profile| profile.name != self.plan.profile.name)
    }
}
