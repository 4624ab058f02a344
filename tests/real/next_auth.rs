//! Auth.js as it is published: next-auth 4, and Auth.js 5 for Express.

use crate::examine::verify_with;
use crate::expected::is_found;
use crate::npm::serve;

#[test]
fn auth_js_ends_rows_and_only_forgets_tokens() {
    is_found("next-auth", "authjs", |variant| serve("next-auth", variant));
}

/// Both answer 400 to the logout of the ticket, which is below their path.
#[test]
fn auth_js_is_recognised_where_the_routes_of_the_ticket_are_missing() {
    for variant in ["v4-jwt", "v5-jwt"] {
        let (_server, base_url) = serve("next-auth", variant);
        let document = verify_with(&[], &base_url, 3);
        let hint = "this deployment speaks the profile authjs: run again with --profile authjs";
        assert!(
            document["checks"].as_array().unwrap().iter().any(|check| check["hint"] == hint),
            "{document:#}"
        );
        assert_eq!(document["spent"]["logins"], 0);
    }
}
