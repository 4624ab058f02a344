//! The app of Flask-Login's README.

use crate::expected::is_found;
use crate::python::serve;

#[test]
fn flask_login_only_takes_its_cookies_back() {
    is_found("flask-login", "flask-login", |variant| serve("flask-login", variant));
}
