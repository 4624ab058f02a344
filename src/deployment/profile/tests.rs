//! Every kind of mistake, and what defaults there are.

use super::*;
use crate::deployment::ExpectedBody;

/// A profile with only what must be given.
const LEAST: &str = "name = \"least\"
[paths]
login = \"/login\"
logout = \"/logout\"
me = \"/me\"
";

/// The least profile with more lines.
fn with(more: &str) -> String {
    format!("{LEAST}{more}")
}

/// What is wrong in a text, in the order of its lines.
fn mistakes(text: &str) -> Vec<String> {
    match Profile::read("test.toml", text) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes.list().iter().map(|mistake| mistake.what.clone()).collect(),
    }
}

/// The only mistake of the least profile with more lines.
fn mistake(more: &str) -> String {
    let mut found = mistakes(&with(more));
    assert_eq!(found.len(), 1, "{more}: {found:?}");
    found.remove(0)
}

#[test]
fn the_least_profile_has_the_defaults_that_the_list_of_keys_names() {
    let least = Profile::read("test.toml", LEAST).unwrap();
    assert_eq!(least.paths.csrf, None);
    assert!(least.csrf.is_none() && !least.sends_origin && least.bearer().is_none());
    assert_eq!((least.login.call.method.as_str(), least.login.call.encoding), ("POST", Encoding::Json));
    assert_eq!(
        (least.login.email_field.as_str(), least.login.password_field.as_str()),
        ("email", "password")
    );
    assert_eq!((least.login.success, least.login.refused), (Expected::default(), Expected::status(401)));
    assert_eq!(least.logout.success, Expected::status(200));
    assert_eq!(least.logout.unauthorized, Some(Expected::status(401)));
    assert_eq!(least.me.id_fields, ["/id"]);
    assert_eq!((least.me.email_field.as_str(), least.me.name_field.as_str()), ("/email", "/name"));
    assert_eq!(least.me.unauthorized, Expected::status(401));
}

#[test]
fn every_key_of_the_list_is_a_key_with_a_value_of_the_right_type() {
    let keys = include_str!("../../../profiles/keys.toml");
    // What a line of the list says behind its value is for people.
    let uncommented: Vec<&str> = keys
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| line.starts_with('[') || line.split(' ').nth(1) == Some("="))
        .collect();
    assert!(uncommented.len() > 35, "{uncommented:?}");
    // Each key is right by itself; two of them exclude others.
    let whats = [
        "csrf.token and csrf.cookie both say where the token comes from",
        "session.not_session is about cookies, and session.from says that a token carries the session",
    ];
    assert_eq!(mistakes(&uncommented.join("\n")), whats);
}

#[test]
fn an_unknown_key_is_said_with_the_nearest_one() {
    let error = Profile::read("test.toml", &with("[logout]\nfailure_bdy = ''\n")).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("there is no key logout.failure_bdy"), "{text}");
    assert!(text.contains("did you mean failure_body?"), "{text}");
    assert!(text.contains("--> test.toml:7:1"), "{text}");
    let text = Profile::read("test.toml", &with("[login]\nzzz = 1\n")).unwrap_err().to_string();
    assert!(text.contains("the keys here are email_field, encoding, fields, headers, method"), "{text}");
}

#[test]
fn a_wrong_type_is_said() {
    for (more, what) in [
        ("[login]\nemail_field = 1", "login.email_field has to be a text in quotes, and this is a number"),
        (
            "[logout]\nneeds_session = \"no\"",
            "logout.needs_session has to be true or false, and this is a text",
        ),
        ("[me]\nid_fields = \"id\"", "me.id_fields has to be a list of texts, and this is a text"),
        ("[me]\nid_fields = [1]", "me.id_fields has to be a list of texts, and this is a number"),
        (
            "[me]\nunauthorized = { statuses = 401 }",
            "me.unauthorized.statuses has to be a list of numbers such as [200], and this is a number",
        ),
        ("me = 3", "me has to be a table, and this is a number"),
        ("[login]\nfields = []", "login.fields has to be a table of texts, and this is a list"),
        (
            "[login]\nfields = { a = true }",
            "login.fields has to be a table of texts, and this is true or false",
        ),
    ] {
        let text = if more == "me = 3" { format!("me = 3\n{LEAST}") } else { with(more) };
        assert_eq!(mistakes(&text), [what], "{more}");
    }
}

#[test]
fn a_value_that_cannot_be_is_said() {
    for (more, what) in [
        ("[login]\nencoding = \"xml\"", "login.encoding is \"xml\""),
        ("[login]\nmethod = \"GET\"", "login.method is \"GET\""),
        ("[login]\nsuccess = { statuses = [99] }", "99 is no status of an answer"),
        ("[me]\nunauthorized = { statuses = [-1] }", "-1 is no status of an answer"),
        ("[logout]\nheaders = { Cookie = \"a=b\" }", "the header Cookie is not for a profile to set"),
        ("[logout]\nheaders = { \"a b\" = \"c\" }", "\"a b\" is no name of a header"),
        ("[logout]\nheaders = { a = \"b\\u0001\" }", "no header may have this value"),
        ("[session]\nnot_session = [\"\"]", "every name ends with nothing"),
        ("[logout]\nsuccess = { statuses = [] }", "statuses is empty, so nothing is looked at"),
        ("[logout]\nsuccess = { lacks = [] }", "lacks is empty, so nothing is looked at"),
        ("[logout]\nsuccess = { says = [\"\"] }", "every answer has an empty text in it"),
        ("[me]\nemail_field = \"\"", "me.email_field is empty"),
        ("[login]\npassword_field = \"\"", "login.password_field is empty"),
    ] {
        assert_eq!(mistake(more), what, "{more}");
    }
    assert!(mistake("[logout]\nfailure_body = '{'").starts_with("this is no JSON: EOF"));
}

#[test]
fn a_path_is_a_path() {
    let with_me = |path: &str| mistakes(&LEAST.replace("\"/me\"", &format!("{path:?}")));
    assert_eq!(with_me("me"), ["paths.me does not begin with a slash"]);
    assert_eq!(with_me("https://app.test/me"), ["paths.me does not begin with a slash"]);
    assert_eq!(with_me("/me?full=1"), ["paths.me is more than a path"]);
    assert_eq!(with_me(""), ["paths.me is empty"]);
    assert_eq!(with_me("/api/me"), [""; 0]);
}

#[test]
fn what_is_missing_is_said_one_by_one() {
    assert_eq!(
        mistakes(""),
        ["name is missing", "paths.login is missing", "paths.logout is missing", "paths.me is missing"]
    );
    assert_eq!(mistakes(&LEAST.replace("name = \"least\"", "name = \"\"")), ["name is empty"]);
    assert_eq!(mistake("[session]\nfrom = \"body\""), "session.token is missing");
    assert_eq!(mistake("[csrf]\nfield = \"token\""), "csrf.token is missing");
    assert_eq!(mistake("[csrf]\norigin = true\nfield = \"token\""), "csrf.token is missing");
    assert_eq!(mistake("[csrf]\norigin = false"), "csrf.token is missing");
    let what = "a CSRF token is to be sent, but nothing says where to get it";
    assert_eq!(mistake("[csrf]\nfield = \"token\"\ntoken = \"/token\""), what);
}

#[test]
fn the_origin_may_be_sent_without_a_token_and_beside_one() {
    let alone = Profile::read("test.toml", &with("[csrf]\norigin = true")).unwrap();
    assert!(alone.sends_origin && alone.csrf.is_none());
    let token = "[csrf]\norigin = true\ntoken = \"/token\"\nheader = \"X-Token\"\n[paths]\ncsrf = \"/csrf\"";
    let both = Profile::read("test.toml", &LEAST.replace("[paths]", token)).unwrap();
    assert!(both.sends_origin && both.csrf.is_some());
}

#[test]
fn a_recipe_that_contradicts_itself_is_said() {
    for (more, what) in [
        (
            "[session]\ntoken = \"/a\"",
            "session.token is given, but session.from says that a cookie carries the session",
        ),
        (
            "[session]\nfrom = \"body\"\ntoken = \"/a\"\nnot_session = [\"x\"]",
            "session.not_session is about cookies, and session.from says that a token carries the session",
        ),
        (
            "[logout]\nsuccess = { says = [\"done, x\"], lacks = [\"x\"] }",
            "no answer can have this text and lack it",
        ),
        (
            "[logout]\nmethod = \"GET\"\nfields = { a = \"b\" }",
            "the logout is a GET, which has no body for fields",
        ),
        (
            "[csrf]\ntoken = \"/token\"\ncookie = \"csrf\"\nfield = \"token\"",
            "csrf.token and csrf.cookie both say where the token comes from",
        ),
        ("[login]\npassword_field = \"email\"", "two fields of the login are called email"),
        ("[login]\nfields = { email = \"x\" }", "two fields of the login are called email"),
        ("[me]\nunauthorized = { statuses = [200] }", "a 200 of a live session would be taken for a refusal"),
        ("[login]\nrefused = { statuses = [200] }", "the right password and a wrong one look the same"),
        (
            "[login]\nsuccess = { statuses = [200], says = [\"url\"] }\nrefused = { statuses = [200] }",
            "the right password and a wrong one look the same",
        ),
        ("[logout]\nunauthorized = { statuses = [200] }", "a logout and a refused logout look the same"),
        (
            "[logout]\nneeds_session = false\nunauthorized = { statuses = [401] }",
            "logout.needs_session is false, so nobody is unauthorized",
        ),
    ] {
        assert_eq!(mistake(more), what, "{more}");
    }
    let same = LEAST.replace("/logout", "/login");
    assert_eq!(mistakes(&same), ["login and logout are the same request"]);
    let csrf = LEAST.replace("[paths]", "[csrf]\ntoken = \"/token\"\n[paths]\ncsrf = \"/csrf\"");
    assert_eq!(mistakes(&csrf), ["a CSRF token is fetched, but nothing says how to send it"]);
}

#[test]
fn bodies_are_json_or_nothing() {
    let profile = Profile::read(
        "test.toml",
        &with("[me]\nunauthorized = { bodies = ['', 'null', '{ }'] , statuses = [200] }"),
    );
    let bodies = profile.unwrap().me.unauthorized.bodies;
    let empty = Value::Object(serde_json::Map::new());
    assert_eq!(bodies, [ExpectedBody::Empty, ExpectedBody::Json(Value::Null), ExpectedBody::Json(empty)]);
}

#[test]
fn every_mistake_of_broken_toml_is_said() {
    let found = mistakes("name = \n[paths\n");
    assert!(found.len() > 1 && found.iter().all(|what| what.starts_with("this is no TOML")), "{found:?}");
}
