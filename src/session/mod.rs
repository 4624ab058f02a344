//! Sessions as a client holds them: a jar of cookies, what was captured from
//! it, what a login's answer means, how a session is kept between commands or
//! handed over, and what became of it.

mod elsewhere;
mod fate;
mod handed_over;
mod jar;
mod live;
mod login;
mod netscape;
mod recipe;
mod store;
mod stored;
mod validity;
mod visit;

use fate::is_identity_of;

pub use fate::{Control, Fate, Parting};
pub use handed_over::{HandedOver, HandedOverError, is_cookie_name};
pub use jar::Jar;
pub use live::{Account, Session};
pub use login::{explain_refusal, no_session, route_missing, user_id};
pub use netscape::JarCookie;
pub use recipe::{csrf_request, login_request, logout_request};
pub use store::{Entry, SessionStore, Slot, StoreError};
pub use stored::{NotASession, StoredSession, Summary, rfc3339};
pub use validity::{Validity, ValiditySource};
pub use visit::Visit;
