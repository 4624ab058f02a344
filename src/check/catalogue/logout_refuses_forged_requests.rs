//! Only the user logs the user out.

use crate::check::{Check, Phase, Verdict, forgery, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Forgery, Missing};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "logout-refuses-forged-requests",
    title: "A page of another site cannot log the user out",
    requirements: &[],
    references: &[
        reference::ASVS_3_5_1,
        reference::ASVS_3_5_2,
        reference::WSTG_SESS_05,
        reference::CSRF_CHEAT_SHEET,
        reference::CWE_352,
    ],
    level: Level::Warn,
    explain: "Any page can make a browser send a POST: by a form, or by a script with a body of plain text. Both are sent as a browser would (Origin and Sec-Fetch-Site of another site, a CSRF token missing), and once more with a wrong CSRF token where the profile has one in the body. JSON and headers of its own are left out: before those a browser asks the server, and cors-trusts-no-stranger looks at the answer. A live session must be live afterwards. SameSite=Lax keeps most browsers from sending the cookie, and is the only thing that does so where the route itself does not look. A client that sends neither header, such as curl, is no browser and may log out.",
    cause: "The route looks only at the cookie: it answers a POST from anywhere.",
    remedy: "At the top of the route, answer 403 unless Sec-Fetch-Site is same-origin or none; where that header is missing and Origin is there, compare Origin with the app's own.",
    needs: &[Phase::ForgedLogouts],
    judge,
};

const KINDS: [Forgery; 3] = [Forgery::Form, Forgery::Text, Forgery::WrongToken];

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    forgery::judge(evidence, profile, &KINDS, "logout-compares-origins-exactly")
}
