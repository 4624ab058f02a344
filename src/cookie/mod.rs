//! What a browser does with `Set-Cookie` and `Clear-Site-Data`: which lines it ignores and why,
//! which cookies it then holds, and what it sends back.
//!
//! A small model of Chromium and Firefox, pure and without I/O. It knows nothing of checks,
//! sessions or HTTP clients. The rules are those of RFC 6265bis (draft-ietf-httpbis-rfc6265bis)
//! plus what was measured in Chromium 156 and Firefox 153; every function names its source.

mod attribute;
mod browser;
mod case;
mod clear_site_data;
mod clearing;
mod cross_origin;
mod date;
mod diagnosis;
mod domain;
mod expiry;
mod judge;
mod netscape_date;
mod netscape_fields;
mod path;
mod prefix;
mod reason;
mod remedy;
mod rule;
mod set_cookie;
mod store;
mod stored;
mod text;

pub use self::attribute::Attribute;
pub use self::browser::{Browser, Engine, Outcome, Response};
pub use self::case::{Case, CaseError, Judgement, Verdict};
pub use self::clearing::{Clearing, Fate};
pub use self::cross_origin::{Credentials, CrossOriginFetch, CrossOriginRule, ThirdPartyCookies};
pub use self::diagnosis::{Sent, why_not_cleared};
pub use self::prefix::Prefix;
pub use self::reason::Reason;
pub use self::remedy::line_that_would_work;
pub use self::rule::{Need, Rule};
pub use self::set_cookie::SetCookie;
pub use self::stored::{Cookie, Partition, SameSite};
