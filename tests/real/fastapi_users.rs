//! FastAPI Users with cookies.

use crate::expected::is_found;
use crate::python::serve;

#[test]
fn fastapi_users_ends_tokens_of_its_database_and_no_jwt() {
    is_found("fastapi-users", "fastapi-users", |variant| serve("fastapi-users", variant));
}
