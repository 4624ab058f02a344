//! Sessions without a stored file.

use std::fs;

use predicates::prelude::*;

use crate::support::{EMAIL, Home, Mock, says};

/// The cookie of a session that no file knows.
fn forgotten_session(mock: &Mock) -> (Home, String, String) {
    let home = Home::new();
    home.login(&mock.url, &[]).assert().code(0);
    let (name, value) = home.session_cookie();
    fs::remove_file(home.file()).unwrap();
    (home, name, value)
}

#[test]
fn a_session_is_handed_over_in_every_form_and_ended() {
    for options in [&[][..], &["--secure-names"], &["--token", "jwe"]] {
        let mock = Mock::start(options);
        let forms: [fn(&str, &str) -> String; 5] = [
            |name, value| format!("Cookie: theme=dark; {name}={value}"),
            |name, value| format!("{name}={value}; theme=dark\n"),
            |_, value| format!("{value}\n"),
            |name, value| {
                format!(
                    "# Netscape HTTP Cookie File\n\n#HttpOnly_localhost\tFALSE\t/\tTRUE\t0\t{name}\t{value}\n"
                )
            },
            |name, value| {
                format!(
                    "elsewhere.test\tTRUE\t/\tFALSE\t0\ta\tb\r\nlocalhost\tFALSE\t/\tFALSE\t1\t{name}\t{value}\r\n"
                )
            },
        ];
        for form in forms {
            let (home, name, value) = forgotten_session(&mock);
            let text = form(&name, &value);
            let file = home.write("cookie", &text);
            let logout = ["logout", "--base-url", &mock.url, "--cookie-file", "cookie"];
            home.command(&logout)
                .assert()
                .code(0)
                .stdout(says(format!("Ended, and proven: the session of {EMAIL}")))
                .stdout(says(value.as_str()).not());
            assert_eq!(fs::read_to_string(file).unwrap(), text, "the file is not changed");
            assert!(home.files().is_empty());
        }
    }
}

#[test]
fn a_session_is_handed_over_on_standard_input_under_another_name() {
    let mock = Mock::start(&[]);
    let (home, name, value) = forgotten_session(&mock);
    let logout = ["logout", "--base-url", &mock.url, "--cookie-stdin", "--cookie-name"];
    home.command(&logout).arg("other").write_stdin(value.as_str()).assert().code(3).stdout(says("UNKNOWN"));
    home.command(&logout).arg(name).write_stdin(value.as_str()).assert().code(0);
}

#[test]
fn a_cookie_that_nobody_knows_is_not_called_ended() {
    let (home, mock) = (Home::new(), Mock::start(&[]));
    home.command(&["logout", "--base-url", &mock.url, "--cookie-stdin"])
        .write_stdin("0123456789abcdef0123456789abcdef")
        .assert()
        .code(3)
        .stdout(says("UNKNOWN").and(says("ever live")).and(says("--cookie-name")));
}

#[test]
fn what_cannot_be_used_is_refused_without_being_repeated() {
    let home = Home::new();
    let logout = ["logout", "--base-url", "http://localhost:9", "--cookie-stdin"];
    for (text, why) in [
        ("", "it is empty"),
        ("S3CRET\nS3CRET", "2 lines"),
        ("Authorization: Bearer S3CRET", "line 1 is another header"),
        ("Cookie: a=S3CRET; S3CRET", "line 1, cookie 2"),
        ("# Netscape HTTP Cookie File\nS3CRET\tx", "line 2 has 2 fields"),
        ("x.test\tTRUE\t/\tFALSE\t0\ta\tS3CRET", "none of its 1 cookies is for the host"),
        ("Cookie: nile.csrf-token=S3CRET", "can be a session"),
    ] {
        let assert = home.command(&logout).write_stdin(text).assert().code(2).stdout("");
        assert.stderr(says(why).and(says("hint:")).and(says("S3CRET").not()));
    }
    home.command(&logout).write_stdin([0xff, 0xfe]).assert().code(2).stderr(says("not UTF-8"));
    home.command(&["logout", "--cookie-stdin"]).write_stdin("a").assert().code(2).stderr(says("--base-url"));
    home.command(&["logout", "--cookie-file", "a", "--email", "b"]).assert().code(2);
    home.command(&["logout", "--cookie-name", "S3 CRET", "--cookie-stdin"]).assert().code(2);
}
