//! Express with express-session as it is published.

use crate::expected::is_found;
use crate::npm::serve;

#[test]
fn express_session_ends_what_is_destroyed_and_nothing_else() {
    is_found("express-session", "express-session", |variant| serve("express-session", variant));
}
