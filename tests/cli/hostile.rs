//! Deployments that misbehave in every way that somebody has met: whatever
//! comes, the run ends soon, needs little memory, and says in one clear line
//! what happened.

use std::io::Write;
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::server::{ADA, Asked, BOB, COOKIE, LOGIN, LOGOUT, ME, Reply, Server, Sound, hang_up};
use super::tool::{Ended, Mock, penguin, run, verify, verify_as_ada};

/// For a run in which nothing has to be waited for. The deadline is 60 s.
const SOON: Duration = Duration::from_secs(5);

/// The most resident memory of any run, in KiB.
const LITTLE: u64 = 60 * 1024;

/// Limits for deployments that keep their caller waiting.
const IMPATIENT: [&str; 4] = ["--timeout", "1s", "--deadline", "8s"];

/// A script that takes over some requests.
fn when(
    matches: impl Fn(&Asked) -> bool + Send + Sync + 'static,
    reply: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
) -> Server {
    Server::start(move |asked| if matches(asked) { reply(asked) } else { Reply::Sound })
}

/// Every logout with a live session is answered like this.
fn logouts(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Server {
    when(Asked::is_real_logout, move |_| reply())
}

/// Every login is answered like this.
fn logins(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Server {
    when(|asked| asked.is("POST", LOGIN), move |_| reply())
}

/// Everything is answered like this.
fn everything(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |_| reply())
}

/// A run that had to be quick and small.
fn examined(server: &Server, args: &[&str]) -> Ended {
    let args = [&["--replay-limit", "100ms"], args].concat();
    let ended = run(verify(&server.base_url(), &args)).within(SOON).in_memory_of(LITTLE);
    println!("{} ms, {} KiB", ended.took.as_millis(), ended.peak);
    ended
}

/// An answer with JSON and one more header line.
fn json_with_header(line: &[u8], body: &str) -> Vec<u8> {
    let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n".to_vec();
    bytes.extend(line);
    bytes.extend(format!("\r\nContent-Length: {}\r\n\r\n{body}", body.len()).bytes());
    bytes
}

const LOGGED_OUT: &str = r#"{"success":true,"message":"Logged out successfully"}"#;

#[test]
fn a_sound_deployment_passes() {
    let server = Server::sound();
    examined(&server, &[]).exits(0).says("PASSED").says("AC1 ✓ AC2 ✓ AC3 ✓ AC4 ✓ AC5 ✓ AC6 ✓");
    assert_eq!(server.never_logged_out(), [""; 0]);
}

#[test]
fn a_500_page_instead_of_a_logout_fails_it() {
    let server = logouts(|| Reply::page(500));
    examined(&server, &[]).exits(1).says("500 with an HTML page").says("of ours may still be alive");
    assert_eq!(server.never_logged_out(), [""; 0], "a clean-up was tried");
}

#[test]
fn a_503_page_from_everything_is_a_deployment_that_is_down() {
    let server = everything(|| Reply::page(503));
    examined(&server, &[]).exits(3).says("every route answers 503: the deployment is down, or not up yet");
    assert_eq!(server.logins(ADA), 0);
}

#[test]
fn a_404_page_on_the_logout_route_is_a_missing_route_and_no_login_is_spent() {
    let server = when(|asked| asked.path == LOGOUT, |_| Reply::page(404));
    examined(&server, &[]).exits(3).says("POST /api/auth/logout answers 404: the route is not deployed");
    assert_eq!(server.logins(ADA), 0);
}

#[test]
fn an_empty_404_on_the_tickets_routes_is_named_as_niles_own() {
    let empty = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    let server = everything(move || Reply::instead(empty));
    examined(&server, &[])
        .exits(3)
        .says("POST /api/auth/logout answers 404 with an empty body: only Nile's own routes are deployed");
    assert_eq!(server.logins(ADA), 0);
}

#[test]
fn a_405_on_the_logout_route_is_a_missing_route() {
    let server = when(
        |asked| asked.path == LOGOUT,
        |_| Reply::Answer(Sound::json(405, &json!({"error": "Method not allowed"}))),
    );
    examined(&server, &[]).exits(3).says("POST /api/auth/logout answers 405: the route is not deployed");
    assert_eq!(server.logins(ADA), 0);
}

#[test]
fn a_body_of_many_megabytes_is_not_read() {
    let server = logouts(|| {
        let body = format!("\"{}\"", "x".repeat(8 * 1024 * 1024));
        Reply::Answer(Sound { body, ..Sound::json(200, &json!(null)) })
    });
    examined(&server, &[]).exits(1).says("200 with a body of over 262144 octets");
}

#[test]
fn a_chunked_body_without_an_end_is_not_awaited() {
    let server = logouts(|| {
        Reply::endless(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"40\r\n________________________________________________________________\r\n",
        )
    });
    examined(&server, &[]).exits(1).says("200 with a body of over 262144 octets");
}

#[test]
fn a_length_beyond_all_memory_is_not_believed() {
    let server = everything(|| {
        Reply::endless(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1099511627776\r\n\r\n",
            &[b' '; 4096],
        )
    });
    examined(&server, &[]).exits(1).says("200 with a body of over 262144 octets");
}

#[test]
fn a_compressed_body_that_nobody_asked_for_is_not_unpacked() {
    let server = logouts(|| {
        let bomb = gzip_bomb(200 * 1024);
        let mut bytes = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            bomb.len()
        )
        .into_bytes();
        bytes.extend(bomb);
        Reply::Instead(bytes)
    });
    examined(&server, &[]).exits(1).says("the body is compressed although nobody asked for it");
    assert_eq!(server.count(|asked| asked.header("accept-encoding").is_some()), 0);
}

/// About that many octets, each of which unpacks to 159 zeros: a header, and
/// one block of fixed codes in which a zero is followed by copies of itself.
fn gzip_bomb(octets: usize) -> Vec<u8> {
    let mut bits = vec![true, true, false];
    bits.extend([false, false, true, true, false, false, false, false]);
    while bits.len() < octets * 8 {
        // The code for a length of 258, and the one for a distance of 1.
        bits.extend([true, true, false, false, false, true, false, true]);
        bits.extend([false; 5]);
    }
    bits.extend([false; 7]);
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    bytes.extend(bits.chunks(8).map(|octet| octet.iter().rev().fold(0, |sum, bit| sum * 2 + u8::from(*bit))));
    bytes
}

#[test]
fn three_hundred_header_lines_are_no_usable_answer() {
    let server = logouts(|| {
        let lines: String = (0..300).map(|number| format!("X-Line-{number}: x\r\n")).collect();
        Reply::instead(format!("HTTP/1.1 200 OK\r\n{lines}Content-Length: 0\r\n\r\n"))
    });
    examined(&server, &[]).exits(1).says("unusable answer").says("the answer breaks HTTP");
    let server = everything(|| {
        let lines = "X-Line: x\r\n".repeat(300);
        Reply::instead(format!("HTTP/1.1 200 OK\r\n{lines}Content-Length: 0\r\n\r\n"))
    });
    examined(&server, &[]).exits(3).says("the answer has more than 100 header lines");
}

#[test]
fn a_header_of_ten_megabytes_is_no_usable_answer() {
    let server = everything(|| {
        Reply::instead(format!("HTTP/1.1 200 OK\r\nX-Long: {}\r\n\r\n", "x".repeat(10 * 1024 * 1024)))
    });
    examined(&server, &[]).exits(3).says("unusable answer").says("far too many headers");
}

#[test]
fn a_header_without_an_end_is_no_usable_answer() {
    let server = everything(|| Reply::endless("HTTP/1.1 200 OK\r\nX-Long: ", &[b'x'; 4096]));
    examined(&server, &[]).exits(3).says("unusable answer");
}

#[test]
fn a_control_character_in_a_header_is_no_usable_answer() {
    let server = logouts(|| Reply::Instead(json_with_header(b"X-Title: a\x1b]0;owned\x07b", LOGGED_OUT)));
    examined(&server, &[]).exits(1).says("unusable answer").says("control byte");
    let server = everything(|| Reply::Instead(json_with_header(b"X-Title: a\x1b]0;owned\x07b", LOGGED_OUT)));
    let blamed = "a header line holds a control byte: X-Title: a\\u{1b}]0;owned\\u{7}b";
    examined(&server, &[]).exits(3).says(blamed);
}

#[test]
fn a_protected_route_that_redirects_to_itself_is_asked_once_and_judged() {
    let server = when(
        |asked| asked.path == ME,
        |_| Reply::Answer(Sound { status: 302, ..Sound::json(302, &json!(null)) }.with("Location", ME)),
    );
    examined(&server, &[]).exits(1).says("302 to /api/users/me");
    assert!(server.asked().len() < 100);
}

#[test]
fn a_login_that_redirects_to_itself_is_tried_once() {
    let server = logins(|| Reply::Answer(Sound::json(307, &json!(null)).with("Location", LOGIN)));
    examined(&server, &[]).exits(3).says("the login answered 307 and a redirect instead of a session");
    assert_eq!(server.logins(ADA), 1);
}

#[test]
fn a_logout_that_stalls_after_one_octet_fails_within_the_deadline() {
    let server = logouts(|| Reply::stall(b"H"));
    let ended = run(verify(&server.base_url(), &IMPATIENT)).within(Duration::from_secs(9));
    println!("{} ms", ended.took.as_millis());
    ended.exits(1).says("no answer in time").says("whether the session ended is unknown");
}

#[test]
fn a_body_that_stalls_fails_within_the_deadline() {
    let server = logouts(|| Reply::stall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"));
    let ended = run(verify(&server.base_url(), &IMPATIENT)).within(Duration::from_secs(9));
    ended.exits(1).says("200 with a body that did not end in time");
}

#[test]
fn a_deployment_that_answers_nothing_is_given_up_after_one_timeout() {
    let server = everything(|| Reply::stall(b""));
    let ended = run(verify(&server.base_url(), &IMPATIENT)).within(Duration::from_secs(4));
    ended.exits(3).says("no answer in time").says("raise --timeout");
    assert_eq!(server.logins(ADA), 0);
}

#[test]
fn a_deployment_that_never_accepts_is_given_up_after_one_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let ended = run(verify(&url, &IMPATIENT)).within(Duration::from_secs(4));
    ended.exits(3).says("no answer in time").says("raise --timeout");
    drop(listener);
}

#[test]
fn a_reset_after_the_login_was_sent_is_named_and_the_login_is_not_repeated() {
    let server = when(|asked| asked.is("POST", LOGIN), |_| Reply::Reset);
    examined(&server, &[]).exits(3).says("could not log in: connection closed");
    assert_eq!(server.count(|asked| asked.is("POST", LOGIN)), 1);
}

#[test]
fn a_logout_that_hangs_up_is_named_and_leaves_the_session_unknown() {
    let server = logouts(|| Reply::instead(""));
    examined(&server, &[])
        .exits(1)
        .says("connection closed")
        .says("the server ended the connection without an answer; whether the session ended is unknown");
}

#[test]
fn something_other_than_http_is_named() {
    let server = everything(|| Reply::instead("SSH-2.0-OpenSSH_9.6\r\n"));
    examined(&server, &[]).exits(3).says("unusable answer");
    assert_eq!(server.logins(ADA), 0);
}

#[test]
fn a_body_shorter_than_its_length_broke_off() {
    let server = logouts(|| {
        Reply::instead(format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{LOGGED_OUT}"
        ))
    });
    examined(&server, &[]).exits(1).says("200 with a body that broke off after 52 octets");
}

#[test]
fn a_deployment_behind_an_http_1_0_proxy_passes() {
    let server = everything(|| {
        Reply::rewritten(|sound| format!("{}\r\n{}", sound.head("HTTP/1.0"), sound.body).into_bytes())
    });
    examined(&server, &[]).exits(0);
}

#[test]
fn chunks_with_trailers_pass() {
    let server = everything(|| {
        Reply::rewritten(|sound| {
            if sound.body.is_empty() {
                return sound.bytes();
            }
            let head = sound.head("HTTP/1.1");
            let (first, second) = sound.body.split_at(1);
            format!(
                "{head}Transfer-Encoding: chunked\r\nTrailer: X-Checksum\r\n\r\n1;x=y\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\nX-Checksum: 1\r\n\r\n",
                second.len()
            )
            .into_bytes()
        })
    });
    examined(&server, &[]).exits(0);
}

#[test]
fn a_logout_body_that_is_no_utf_8_is_not_the_tickets() {
    let server = logouts(|| {
        Reply::rewritten(|sound| {
            let mut bytes = sound.bytes();
            let at = bytes.len() - 3;
            bytes[at] = 0xff;
            bytes
        })
    });
    examined(&server, &[]).exits(1).says("Logged out successfull\u{fffd}");
}

#[test]
fn a_profile_that_is_a_list_is_no_identity() {
    let server = when(
        |asked| asked.path == ME && asked.session.is_some(),
        |_| Reply::Answer(Sound::json(200, &json!([{"id": "user-ada", "email": ADA}]))),
    );
    examined(&server, &[]).exits(1).says("this is a list of users, as a catch-all route");
}

/// What a hostile deployment would like a terminal to do: set the title, clear
/// the screen, write from right to left, hide text.
const ESCAPES: &str = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{200b}\u{8}";

/// A server that puts escapes wherever HTTP allows them.
fn escaping() -> Server {
    when(Asked::is_real_logout, |_| {
        let mut line = b"X-Title: ".to_vec();
        line.extend("\u{9b}31m\u{202e}".bytes());
        Reply::Instead(json_with_header(&line, &format!("{{\"message\":\"{ESCAPES}\"}}")))
    })
}

fn escapes_in(text: &str) -> String {
    text.chars()
        .filter(|c| ESCAPES.contains(*c) && !matches!(c, '\u{1b}'))
        .filter(|c| !c.is_ascii_graphic())
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn terminal_escapes_do_not_reach_a_terminal() {
    let server = escaping();
    let inner = verify(&server.base_url(), &["-vv", "--curl", "--color", "never"]);
    let ended = run(on_a_terminal(&inner));
    assert_eq!(escapes_in(&ended.stdout), "", "{}", ended.stdout);
    assert!(!ended.stdout.contains("\u{1b}]0;") && !ended.stdout.contains("\u{1b}[2J"));
    assert!(ended.stdout.contains("\\u{1b}]0;owned"), "the escapes are shown as text: {}", ended.stdout);
}

/// The same command with a pseudo-terminal as its output.
#[cfg(target_os = "linux")]
fn on_a_terminal(command: &std::process::Command) -> std::process::Command {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line: Vec<_> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
    let mut script = std::process::Command::new("script");
    script.args(["--quiet", "--return", "--command", &line.join(" "), "/dev/null"]).env_clear();
    script.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    script.env("LANG", "C.UTF-8").env("TERM", "xterm");
    script
}

#[test]
fn terminal_escapes_do_not_reach_a_pager_that_shows_colours() {
    let server = escaping();
    let ended = run(verify(&server.base_url(), &["-vv", "--curl", "--color", "always"]));
    assert_eq!(escapes_in(&ended.stdout), "", "{}", ended.stdout);
    assert!(!ended.stdout.contains("\u{1b}]0;") && !ended.stdout.contains("\u{1b}[2J"));
}

#[test]
fn terminal_escapes_do_not_reach_what_machines_read() {
    let server = escaping();
    for format in ["json", "jsonl", "junit", "tap", "github", "markdown"] {
        let ended = examined(&server, &["--format", format]);
        assert_eq!(escapes_in(&ended.stdout), "", "{format}: {}", ended.stdout);
        assert!(!ended.stdout.contains('\u{1b}'), "{format}: {}", ended.stdout);
    }
}

#[test]
fn a_login_that_sets_ninety_cookies_ends_at_the_limit_and_leaves_no_session_behind() {
    let server = logins(|| {
        Reply::rewritten(|sound| {
            let flood = (0..90).fold(sound, |sound, number| {
                sound.with("Set-Cookie", format!("extra-{number}=value-of-{number}; Path=/"))
            });
            flood.bytes()
        })
    });
    let ended = examined(&server, &["--max-requests", "90"]);
    println!("{} requests", server.asked().len());
    assert_eq!(server.never_logged_out(), [""; 0]);
    ended.exits(3).says("the limit of 90 requests was reached");
}

#[test]
fn two_hundred_cookies_are_no_usable_answer() {
    let server = logins(|| {
        Reply::rewritten(|sound| {
            let flood = (0..200)
                .fold(sound, |sound, number| sound.with("Set-Cookie", format!("extra-{number}=1; Path=/")));
            flood.bytes()
        })
    });
    examined(&server, &[]).exits(3).says("could not log in: unusable answer");
}

#[test]
fn a_login_that_is_rate_limited_ends_the_run_and_says_for_how_long() {
    let server = logins(|| {
        Reply::Answer(Sound::json(429, &json!({"error": "Too Many Requests"})).with("Retry-After", "73"))
    });
    examined(&server, &[]).exits(3).says("could not log in: the deployment answered 429 (Retry-After: 73)");
    assert_eq!(server.count(|asked| asked.is("POST", LOGIN)), 1, "not one more login");
}

#[test]
fn a_rate_limit_in_the_middle_ends_the_run_and_logs_everybody_out() {
    let server = when(
        |asked| asked.is("POST", LOGIN) && asked.before == 2,
        |_| Reply::Answer(Sound::json(429, &json!({"error": "Rate limit exceeded"}))),
    );
    examined(&server, &[]).exits(3).says("the deployment answered 429 (it does not say for how long)");
    assert!(server.logins(ADA) <= 3, "no login after the refusal but those on the way");
    assert_eq!(server.never_logged_out(), [""; 0]);
}

#[test]
fn a_deadline_in_the_middle_ends_the_run_and_logs_everybody_out() {
    let server = when(|asked| asked.is("GET", ME) && asked.before >= 6, |_| Reply::stall(b""));
    let limits = ["--timeout", "30s", "--deadline", "1s"];
    examined(&server, &limits).exits(3).says("deadline").says_nothing_of("may still be alive");
    assert!(!server.opened().is_empty());
    assert_eq!(server.never_logged_out(), [""; 0]);
}

/// The clean-up has a deadline too.
#[test]
fn a_deployment_that_stops_answering_for_good_is_left_a_little_after_the_deadline() {
    let server = when(|asked| asked.token.is_some(), |_| Reply::stall(b""));
    let limits = ["--timeout", "30s", "--deadline", "1s", "--replay-limit", "100ms"];
    let ended = run(verify(&server.base_url(), &limits)).exits(3).within(Duration::from_secs(9));
    ended.says("may still be alive");
}

#[test]
fn a_protected_route_that_is_rate_limited_costs_no_login() {
    let server = when(
        |asked| asked.path == ME,
        |_| Reply::Answer(Sound::json(429, &json!({"error": "Too Many Requests"})).with("Retry-After", "9")),
    );
    examined(&server, &[])
        .exits(3)
        .says("could not ask who I am: the deployment answered 429 (Retry-After: 9)");
    assert_eq!(server.logins(ADA), 0);
}

/// Until the next login, nobody may log out more than once.
#[test]
fn a_limit_on_what_only_an_intrusive_run_sends_does_not_end_the_run() {
    let spent = AtomicBool::new(false);
    let limited = move |asked: &Asked| {
        if asked.is("POST", LOGIN) {
            spent.store(false, Ordering::SeqCst);
        }
        let logs_out =
            asked.method == "POST" && asked.path.to_lowercase().replace("//", "/").starts_with(LOGOUT);
        logs_out && asked.token.is_none() && spent.swap(true, Ordering::SeqCst)
    };
    let server = when(limited, |_| {
        Reply::Answer(Sound::json(429, &json!({"error": "Too Many Requests"})).with("Retry-After", "9"))
    });
    let only = "logout-answers-200,other-logout-paths-keep-the-rules";
    let ended = examined(&server, &["--intrusive", "--only", only]);
    ended.exits(0).says("1 passed, 1 not judged").says("the deployment answered 429 (Retry-After: 9)");
    assert_eq!(server.never_logged_out(), [""; 0]);
}

/// A login that is refused like this says why, and is made exactly once.
fn refused_once(status: u16, body: serde_json::Value, why: &str) {
    let server = logins(move || Reply::Answer(Sound::json(status, &body)));
    examined(&server, &[]).exits(3).says(why);
    assert_eq!(server.logins(ADA), 1, "exactly one login");
    assert_eq!(server.logins(BOB), 0, "nothing is left to compare with");
    assert_eq!(server.count(|asked| asked.is("POST", LOGIN)), 1);
}

#[test]
fn an_account_with_a_second_factor_is_named() {
    let challenge = json!({"token": "0123456789abcdef", "method": "authenticator", "scope": "challenge"});
    refused_once(401, challenge, "the account asks for a second factor");
}

#[test]
fn a_captcha_is_named() {
    refused_once(
        400,
        json!({"success": false, "error": "Invalid", "code": "INVALID_CAPTCHA"}),
        "the deployment asks for a captcha",
    );
}

#[test]
fn an_unverified_address_is_named() {
    refused_once(
        403,
        json!({"error": "Please verify your email address first"}),
        "the account's e-mail address is not verified",
    );
}

#[test]
fn a_wrong_password_is_tried_once_and_never_again() {
    refused_once(
        401,
        json!({"error": "Invalid email or password"}),
        "the login was refused with 401: {\"error\":\"Invalid email or password\"}",
    );
}

#[test]
fn a_failing_login_is_tried_once() {
    refused_once(500, json!({"error": "Internal server error"}), "the login answered 500");
}

#[test]
fn a_port_where_nobody_listens_is_one_message() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    drop(listener);
    let ended = run(verify(&url, &[])).within(SOON);
    assert_eq!(ended.stdout.lines().filter(|line| line.starts_with('?')).count(), 1, "{}", ended.stdout);
    assert!(ended.stdout.lines().count() < 15, "{}", ended.stdout);
    ended.exits(3).says("connection refused").says("is the deployment running");
}

#[test]
fn an_unknown_host_is_one_message() {
    let ended = run(verify("http://nowhere.invalid:9", &[])).within(Duration::from_secs(20));
    assert_eq!(ended.stdout.matches("unknown").count(), 1, "{}", ended.stdout);
    ended.exits(3).says("unknown host").says("--connect-to");
}

#[test]
fn a_tls_port_spoken_to_in_http_is_named() {
    let mock = Mock::start(&["--tls"]);
    let url = mock.base_url.replace("https:", "http:");
    run(verify(&url, &[])).within(SOON).exits(3).says("unusable answer").says("https");
}

#[test]
fn an_http_port_spoken_to_in_tls_is_named() {
    // The scripted server waits for the end of a line, and a handshake has
    // none.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let plain = thread::spawn(move || {
        for mut stream in listener.incoming().take(3).flatten() {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            hang_up(stream);
        }
    });
    let ended = run(verify(&format!("https://localhost:{port}"), &[])).within(SOON);
    ended.exits(3).says("TLS failure").says("does not speak TLS");
    drop(plain);
}

#[test]
fn an_untrusted_certificate_is_refused_with_the_way_out() {
    let mock = Mock::start(&["--tls"]);
    run(verify(&mock.base_url, &[])).within(SOON).exits(3).says("TLS failure").says("--cacert");
}

#[test]
fn the_mocks_own_certificate_is_accepted_when_given() {
    let folder = tempfile::tempdir().unwrap();
    let pem = folder.path().join("mock.pem");
    let pem = pem.to_str().unwrap();
    let mock = Mock::start(&["--tls", "--tls-cert-out", pem]);
    run(verify(&mock.base_url, &["--cacert", pem])).within(SOON).exits(0).says("PASSED");
}

#[test]
fn insecure_accepts_any_certificate_and_says_so_loudly() {
    let mock = Mock::start(&["--tls"]);
    let ended = run(verify(&mock.base_url, &["--insecure"])).within(SOON);
    ended.exits(0).says("INSECURE").says("certificates were not verified");
    let quiet = run(verify(&mock.base_url, &["--insecure", "--quiet"]));
    quiet.exits(0).says("certificates were not verified");
}

#[test]
fn connect_to_replaces_the_look_up_and_leaves_the_host_header() {
    let server = Server::sound();
    let (url, port) = (format!("http://app.penguin.test:{}", server.port()), server.port());
    let to = format!("app.penguin.test:127.0.0.1:{port}");
    run(verify(&url, &["--connect-to", &to])).within(SOON).exits(0);
    let host = format!("app.penguin.test:{port}");
    assert_eq!(server.count(|asked| asked.header("host") != Some(&host)), 0);
}

#[test]
fn a_header_of_the_command_line_is_in_every_request_and_in_no_output() {
    let server = Server::sound();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    let report = format!("json={}", file.to_str().unwrap());
    let args = ["--header", "x-bypass: let-me-through-4711", "-vv", "--curl", "--report", &report];
    let ended = run(verify(&server.base_url(), &args));
    assert_eq!(server.count(|asked| asked.header("x-bypass") != Some("let-me-through-4711")), 0);
    ended.exits(0).says_nothing_of("let-me-through");
    assert!(!std::fs::read_to_string(file).unwrap().contains("let-me-through"));
}

#[test]
fn the_user_agent_names_the_run_and_may_be_another_but_no_bot() {
    let server = Server::sound();
    run(verify(&server.base_url(), &["--user-agent", "smoke/1"])).exits(0);
    assert_eq!(server.count(|asked| asked.header("user-agent") != Some("smoke/1")), 0);
    run(verify(&server.base_url(), &["--user-agent", "RoBot/1"])).refuses(2, "bot");

    let server = Server::sound();
    let ended = run(verify(&server.base_url(), &["--format", "json"]));
    let agent = format!(
        "penguin-auth/{} (run {})",
        env!("CARGO_PKG_VERSION"),
        ended.json()["tool"]["run"].as_str().unwrap()
    );
    assert_eq!(server.count(|asked| asked.header("user-agent") != Some(&agent)), 0);
}

#[test]
fn a_proxy_that_is_not_there_is_no_verdict() {
    let server = Server::sound();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
    drop(listener);
    let ended = run(verify(&server.base_url(), &["--proxy", &proxy])).within(SOON);
    ended.exits(3).says("connection refused").says("proxy");
    assert_eq!(server.asked().len(), 0);
}

#[test]
fn one_account_is_enough() {
    let server = Server::sound();
    run(verify_as_ada(&server.base_url(), &[])).within(SOON).exits(0).says("needs a second account");
    assert_eq!(server.logins(BOB), 0);
}

#[test]
fn a_cookie_of_the_deployment_itself_is_recognised() {
    let server = Server::sound();
    run(verify(&server.base_url(), &[])).exits(0).says(COOKIE);
}

#[test]
fn a_target_without_an_account_is_a_usage_error() {
    run(penguin(["verify", "--base-url", "http://localhost:1"])).refuses(2, "PENGUIN_AUTH_EMAIL");
    // A variable of a workflow that was never set.
    run(penguin(["verify", "--base-url", "http://localhost:1", "--email", ""]))
        .refuses(2, "PENGUIN_AUTH_EMAIL");
}
