use proptest::prelude::*;

use super::*;

fn header(pairs: &[(&str, &str)]) -> HandedOver {
    HandedOver::Header(pairs.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value))).collect())
}

#[test]
fn a_cookie_header_is_read_with_and_without_its_name() {
    let wanted = header(&[("a", "b"), ("c", "d=e")]);
    for text in ["Cookie: a=b; c=d=e", "cookie:a=b;c=d=e\r\n", "\u{feff}a=b; c=d=e\n\n", "a=b; c=d=e;"] {
        assert_eq!(HandedOver::read(text, None), Ok(wanted.clone()), "{text}");
    }
}

#[test]
fn a_token_needs_no_name_even_with_base64_padding_or_a_colon() {
    for text in ["0f0f0f", "dG9rZW4tdG9rZW4==\n", "eyJ..a.b.c", "user:1234"] {
        let wanted = HandedOver::Token(Secret::new(text.trim()));
        assert_eq!(HandedOver::read(text, None), Ok(wanted), "{text}");
    }
}

#[test]
fn with_a_name_a_strange_token_is_a_token_and_a_header_stays_one() {
    assert_eq!(HandedOver::read("a=b", Some("sid")), Ok(HandedOver::Token(Secret::new("a=b"))));
    assert_eq!(HandedOver::read("sid=b", Some("sid")), Ok(header(&[("sid", "b")])));
    assert_eq!(HandedOver::read("Cookie: x=b", Some("sid")), Ok(header(&[("x", "b")])));
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let error = |text| HandedOver::read(text, None).unwrap_err().to_string();
    assert!(error(" \n").contains("empty"));
    assert!(error("a=b\nc=d").contains("2 lines"));
    assert!(error("\nSet-Cookie: a=b").contains("line 2"));
    assert!(error("Authorization: Bearer x").contains("another header"));
    assert!(error("Cookie: a=b; c").contains("line 1, cookie 2: there is no ="));
    assert!(error("a b=c; d=e").contains("cookie 1: the name"));
    assert!(error("a=b\u{1}; d=e").contains("cookie 1: the value"));
}

#[test]
fn a_bare_token_is_tried_under_both_names_of_nile_unless_one_is_given() {
    let base = BaseUrl::parse("http://localhost").unwrap();
    let token = HandedOver::Token(Secret::new("0f0f"));
    let names = |name| {
        let candidates = token.candidates(&base, name).unwrap();
        candidates.into_iter().flat_map(|(_, names)| names).collect::<Vec<_>>()
    };
    assert_eq!(names(None), NILE_NAMES);
    assert_eq!(names(Some("sid")), ["sid"]);
}

#[test]
fn the_likeliest_session_cookie_comes_first_and_chunks_belong_to_their_name() {
    let base = BaseUrl::parse("http://localhost").unwrap();
    let given = header(&[("theme", "dark"), ("s.session.0", "a"), ("s.session.1", "b")]);
    let (jar, names) = given.candidates(&base, None).unwrap().remove(0);
    assert_eq!(names, ["s.session.0", "s.session.1", "theme"]);
    assert_eq!(jar.names().len(), 3);
    let (_, names) = given.candidates(&base, Some("s.session")).unwrap().remove(0);
    assert_eq!(names, ["s.session.0", "s.session.1"]);
    assert!(given.candidates(&base, Some("sid")).is_err());
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[\\PC\t\r\n\u{0}]{0,300}", name in proptest::option::of("[a-z]{1,3}")) {
        let base = BaseUrl::parse("http://localhost").unwrap();
        if let Ok(given) = HandedOver::read(&text, name.as_deref()) {
            let _ = given.candidates(&base, name.as_deref());
        }
    }

    #[test]
    fn a_rendered_header_is_read_back(
        pairs in proptest::collection::vec(("[A-Za-z_][A-Za-z0-9._-]{0,20}", "[!#-:<-~]{1,40}"), 1..6),
        prefix in prop_oneof![Just("Cookie: "), Just("cookie:")],
    ) {
        let text = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let wanted = pairs.into_iter().map(|(name, value)| (name, Secret::new(value))).collect();
        prop_assert_eq!(HandedOver::read(&format!("{prefix}{text}"), None), Ok(HandedOver::Header(wanted)));
    }

    #[test]
    fn no_error_repeats_what_was_given(
        before in "[\\PC\t\n\u{7}]{0,40}",
        after in "[\\PC\t\n\u{7}]{0,40}",
        header in prop_oneof![Just(""), Just("Cookie: "), Just("Set-Cookie: "), Just("# Netscape HTTP Cookie File\n")],
    ) {
        let secret = "zq9SECRETzq9";
        let text = format!("{header}{before}{secret}{after}");
        let base = BaseUrl::parse("http://localhost").unwrap();
        let outcome = HandedOver::read(&text, None).and_then(|given| given.candidates(&base, Some("n")).map(drop));
        if let Err(error) = outcome {
            let shown = format!("{error} {error:?}");
            prop_assert!(!shown.contains(secret));
        }
    }
}
