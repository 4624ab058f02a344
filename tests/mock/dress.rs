//! Every dress is sound: the same promises under other looks.

use penguin_auth::mock::{Account, Clear, Dress, Listener, MockDeployment, MockError, MockOptions, Token};

use crate::client::{ADA, Answer, Mock, run};

fn dresses() -> Vec<Dress> {
    let plain = Dress::default;
    let domain = Some("penguin.test".to_owned());
    let mut dresses = vec![
        plain(),
        Dress { token: Token::Jwe, ..plain() },
        Dress { token: Token::Jwt, ..plain() },
        Dress { secure_names: true, ..plain() },
        Dress { chunked: true, ..plain() },
        Dress { path: "/api".to_owned(), ..plain() },
        Dress { domain: domain.clone(), ..plain() },
        Dress { rotating: true, ..plain() },
        Dress { remember_me: true, ..plain() },
    ];
    dresses.extend([Clear::MaxAge, Clear::Expires, Clear::Bare].map(|clear| Dress { clear, ..plain() }));
    dresses.push(Dress {
        token: Token::Jwe,
        secure_names: true,
        chunked: true,
        rotating: true,
        remember_me: true,
        domain,
        ..plain()
    });
    dresses
}

#[test]
fn in_every_dress_a_logout_ends_the_session_and_clears_what_login_set() {
    run(async {
        for dress in dresses() {
            let mock = Mock::dressed(dress.clone());
            let login = mock.login(ADA).await;
            let cookies = login.cookies();
            assert_eq!(mock.me(&cookies).await.status, 200, "{dress:?}");
            let logout = mock.logout(&cookies).await;
            assert_eq!(logout.status, 200, "{dress:?}");
            assert_eq!(mock.me(&cookies).await.status, 401, "{dress:?}");
            assert_eq!((names(&login), mock.live(ADA)), (names(&logout), 0), "{dress:?}");
            for line in logout.set_cookies() {
                assert!(line.contains(&format!("; Path={}", dress.path)), "{line}");
                assert_eq!(line.contains("; Domain=penguin.test"), dress.domain.is_some(), "{line}");
                assert_eq!(line.contains("; Secure"), dress.secure_names, "{line}");
            }
        }
    });
}

fn names(answer: &Answer) -> Vec<String> {
    answer.set_cookies().iter().map(|line| line.split('=').next().unwrap().to_owned()).collect()
}

#[test]
fn the_ways_of_clearing_differ_only_in_what_they_say() {
    run(async {
        for (clear, wanted) in [
            (Clear::MaxAge, "=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"),
            (Clear::Expires, "=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax"),
            (Clear::Bare, "=; Max-Age=0; Path=/"),
        ] {
            let mock = Mock::dressed(Dress { clear, ..Dress::default() });
            let cookies = mock.session(ADA).await;
            assert_eq!(mock.logout(&cookies).await.set_cookies(), [format!("nile.session-token{wanted}")]);
        }
    });
}

#[test]
fn the_name_without_the_prefix_is_ignored_in_secure_dress() {
    run(async {
        let mock = Mock::dressed(Dress { secure_names: true, ..Dress::default() });
        let cookies = mock.session(ADA).await;
        assert!(cookies.starts_with("__Secure-nile.session-token="));
        assert_eq!(mock.me(cookies.trim_start_matches("__Secure-")).await.status, 401);
    });
}

#[test]
fn half_of_a_chunked_token_is_no_token() {
    run(async {
        let mock = Mock::dressed(Dress { chunked: true, ..Dress::default() });
        let cookies = mock.session(ADA).await;
        let (first, second) = cookies.split_once("; ").unwrap();
        assert!(first.starts_with("nile.session-token.0=") && second.starts_with("nile.session-token.1="));
        for half in [first, second] {
            assert_eq!(mock.me(half).await.status, 401);
        }
        assert_eq!(mock.me(&format!("{second}; {first}")).await.status, 200);
    });
}

#[test]
fn rotation_gives_new_values_and_a_logout_ends_them_all() {
    run(async {
        let mock = Mock::dressed(Dress { rotating: true, ..Dress::default() });
        let first = mock.session(ADA).await;
        let second = mock.me(&first).await.cookies();
        let third = mock.me(&second).await.cookies();
        assert!(first != second && second != third && !third.is_empty());
        assert_eq!(mock.live(ADA), 1);
        assert_eq!(mock.logout(&second).await.status, 200);
        for cookies in [first, second, third] {
            assert_eq!(mock.me(&cookies).await.status, 401);
        }
    });
}

#[test]
fn remember_me_authenticates_alone_and_dies_with_the_session() {
    run(async {
        let mock = Mock::dressed(Dress { remember_me: true, ..Dress::default() });
        let cookies = mock.session(ADA).await;
        let (session, remember) = cookies.split_once("; ").unwrap();
        assert_eq!((mock.me(session).await.status, mock.me(remember).await.status), (200, 200));
        assert_eq!(mock.logout(remember).await.status, 200);
        assert_eq!((mock.me(session).await.status, mock.me(remember).await.status), (401, 401));
    });
}

#[test]
fn the_address_follows_the_dress() {
    run(async {
        let mock = Mock::dressed(Dress { domain: Some("penguin.test".to_owned()), ..Dress::default() });
        let port = mock.address().port();
        assert_eq!(mock.deployment.base_url(), format!("http://app.penguin.test:{port}"));
        assert_eq!(mock.deployment.certificate_pem(), None);
    });
}

#[test]
fn options_that_contradict_themselves_are_refused() {
    let port = || std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    assert!(matches!(Listener::tcp(port()), Err(MockError::NoRuntime)));
    assert!(matches!(Listener::private(), Err(MockError::NoRuntime)));
    let start = |options| {
        let listener = Listener::tcp(port()).unwrap();
        MockDeployment::start(listener, options).map(|_| ()).unwrap_err()
    };
    run(async move {
        for path in ["", "api", "/a;b", "/a\r\nb"] {
            let dress = Dress { path: path.to_owned(), ..Dress::default() };
            assert!(matches!(
                start(MockOptions { dress, ..MockOptions::default() }),
                MockError::Dress { .. }
            ));
        }
        let accounts = vec![Account::new("a@b.c", "1", "A"), Account::new("a@b.c", "2", "A")];
        let error = start(MockOptions { accounts, ..MockOptions::default() });
        assert!(matches!(error, MockError::TwiceTheSameAccount(_)));
    });
}
