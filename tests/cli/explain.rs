//! `penguin-auth explain`: checks, each whole.

use super::tool::{Ended, penguin, run};

/// `penguin-auth explain WORDS`.
fn explain(words: &[&str]) -> Ended {
    let mut command = penguin(["explain"]);
    command.args(words);
    run(command)
}

#[test]
fn several_checks_are_explained_in_the_order_in_which_they_were_named() {
    let [body, cleared] = ["logout-body", "cookie-cleared"].map(|id| explain(&[id]).exits(0).stdout);
    assert!(body.starts_with("logout-body  (level deny)\n"), "{body}");
    let both = explain(&["logout-body", "cookie-cleared"]).exits(0).stdout;
    assert_eq!(both, format!("{body}\n{cleared}"));
}

#[test]
fn a_check_that_is_named_twice_is_explained_once() {
    let of_the_line = explain(&["AC3"]).exits(0).stdout;
    assert!(of_the_line.matches("\nWhy and how\n").count() > 1, "{of_the_line}");
    let twice = explain(&["AC3", "cookie-cleared", "AC3"]).exits(0).stdout;
    assert_eq!(twice, of_the_line);
}

#[test]
fn one_word_that_names_no_check_is_enough_to_explain_none() {
    let refused = explain(&["logout-body", "cookie-cleard"]);
    assert_eq!(refused.stdout, "");
    refused.refuses(2, "did you mean cookie-cleared?");
}
