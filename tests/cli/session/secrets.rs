//! What must never be shown.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use crate::support::{Home, Mock, PASSWORD};

/// Every form in which a value could have been written.
fn forms(secret: &str) -> [String; 4] {
    [
        secret.to_owned(),
        url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
        STANDARD_NO_PAD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
    ]
}

#[test]
fn no_command_shows_a_password_or_a_token_in_any_form() {
    for options in [
        &["--defect", "token-in-body", "--defect", "token-in-debug-header"][..],
        &["--defect", "keeps-session"],
        &["--defect", "logout-stalls", "--token", "jwe"],
    ] {
        let (home, mock) = (Home::new(), Mock::start(options));
        let mut shown = Vec::new();
        let mut run = |mut command: assert_cmd::Command| {
            let output = command.output().unwrap();
            shown.push(String::from_utf8(output.stdout).unwrap());
            shown.push(String::from_utf8(output.stderr).unwrap());
        };
        run(home.login(&mock.url, &[]));
        let secrets: Vec<_> = home.cookies().into_iter().map(|(_, value)| value).collect();
        assert!(secrets.len() >= 2, "the session and the CSRF cookie");
        run(home.login(&mock.url, &[]));
        for arguments in [
            &["whoami"][..],
            &["whoami", "--json"],
            &["logout", "--json", "--timeout", "300ms", "--replay-limit", "60ms"],
            &["logout", "--timeout", "300ms", "--replay-limit", "60ms"],
        ] {
            run(home.command(arguments));
        }
        let secrets = secrets.iter().map(String::as_str).chain([PASSWORD]);
        for secret in secrets.flat_map(forms) {
            assert!(
                !shown.iter().any(|text| text.contains(&secret)),
                "{options:?} shows {secret}: {shown:?}"
            );
        }
    }
}
