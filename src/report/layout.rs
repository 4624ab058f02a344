//! Fitting text into columns. Knows widths and words, nothing of reports.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns the text takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// The text in lines of at most `width` columns, broken between words where
/// that is possible. Line feeds stay, and so does indentation.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        wrap_line(line.trim_end(), width.max(1), &mut lines);
    }
    lines
}

/// Breaks one line.
fn wrap_line(line: &str, width: usize, lines: &mut Vec<String>) {
    let mut rest = line;
    while columns(rest) > width {
        let (head, tail) = rest.split_at(break_at(rest, width));
        lines.push(head.trim_end().to_owned());
        rest = tail.trim_start();
    }
    lines.push(rest.to_owned());
}

/// Where to break a line that is too long: before the last word that would
/// stick out, or inside it when it is too wide for any line.
fn break_at(line: &str, width: usize) -> usize {
    let fitting = prefix(line, width);
    let (head, tail) = line.split_at(fitting);
    if tail.starts_with(' ') {
        return before_number(line, fitting);
    }
    let Some(space) = head.rfind(' ') else { return fitting };
    let (before, word_and_more) = line.split_at(space + 1);
    let word = word_and_more.split(' ').next().unwrap_or_default();
    if before.trim().is_empty() || columns(word) > width { fitting } else { before_number(line, space) }
}

/// The space at which to break, or the one before it where it would part a
/// number from what it counts.
fn before_number(line: &str, space: usize) -> usize {
    let (before, after) = line.split_at(space);
    let counted = after.split_whitespace().next().unwrap_or_default();
    match before.rsplit_once(' ') {
        Some((earlier, word)) if is_number(word) && !is_number(counted) && !earlier.trim().is_empty() => {
            earlier.len()
        }
        Some(_) | None => space,
    }
}

/// `5`, or `0.82`.
fn is_number(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// The length in bytes of the longest beginning that fits, at least one
/// character.
fn prefix(line: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, c) in line.char_indices() {
        used += c.width().unwrap_or(0);
        if used > width && at > 0 {
            return at;
        }
    }
    line.len()
}

/// The text on one line: every run of white space becomes one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, or its beginning and how much more there is.
pub(super) fn cut(text: &str, limit: usize) -> String {
    let kept: String = text.chars().take(limit).collect();
    let more = text.chars().count().saturating_sub(limit);
    if more == 0 { kept } else { format!("{kept}… ({} more)", count(more, "character")) }
}

/// `1 check`, `2 checks`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// A shell command in lines that can be pasted: broken only between words that
/// no quotes hold together, with a backslash at each line's end.
pub(super) fn shell_lines(command: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in shell_words(command) {
        // Two columns for the indentation and two for the backslash.
        if !line.is_empty() && columns(&line) + columns(&word) + 5 > width {
            lines.push(format!("{line} \\"));
            line = String::from("  ");
        }
        if !line.trim().is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    lines.push(line);
    lines
}

/// The words of a command line, quotes kept. An option and its value are one
/// word, because they are read together.
fn shell_words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    let mut escaped = false;
    for c in command.chars() {
        if c == ' ' && quote.is_none() && !escaped {
            words.push(String::new());
            continue;
        }
        match (c, quote) {
            _ if escaped => escaped = false,
            ('\\', None | Some('"')) => escaped = true,
            ('\'' | '"', None) => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            _ => {}
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    join_options(words)
}

/// Joins `-X POST` and the like.
fn join_options(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if last.starts_with('-') && !last.contains(' ') && !word.starts_with('-') => {
                last.push(' ');
                last.push_str(&word);
            }
            Some(_) | None => joined.push(word),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_asked_and_nothing_is_lost() {
        let text =
            format!("some words, a {} word and  two spaces\n  indented 全角文字です", "long".repeat(40));
        for width in 1..60 {
            let lines = wrap(&text, width);
            let widest = lines.iter().map(|line| columns(line)).max().unwrap();
            assert!(widest <= width.max(2), "{width}: {lines:?}");
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }

    #[test]
    fn lines_break_between_words_and_keep_their_indentation() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("  one two", 80), ["  one two"]);
        assert_eq!(wrap("a\n\nb", 80), ["a", "", "b"]);
    }

    #[test]
    fn a_number_stays_with_what_it_counts() {
        assert_eq!(wrap("88 requests, 4 logins in 0.82 s", 14), ["88 requests,", "4 logins in", "0.82 s"]);
        assert_eq!(wrap("88 requests, 4 logins in 0.82 s", 29), ["88 requests, 4 logins in", "0.82 s"]);
        assert_eq!(wrap("1 2 3 4 5 6 7 8", 6), ["1 2 3", "4 5 6", "7 8"]);
    }

    #[test]
    fn a_word_too_wide_for_any_line_fills_the_one_it_begins_on() {
        assert_eq!(wrap("id: 0123456789abcdef", 10), ["id: 012345", "6789abcdef"]);
    }

    #[test]
    fn a_cut_text_says_how_much_is_missing() {
        assert_eq!(cut("short", 10), "short");
        assert_eq!(cut("日本語です", 3), "日本語… (2 characters more)");
    }

    #[test]
    fn a_command_is_broken_between_options_and_never_inside_quotes() {
        let command = r#"curl -i -X POST 'http://h/a b' -H "Cookie: $COOKIE" --data '{"a":" -H x"}'"#;
        let lines = shell_lines(command, 30);
        assert_eq!(
            lines,
            [
                "curl -i -X POST \\",
                "  'http://h/a b' \\",
                "  -H \"Cookie: $COOKIE\" \\",
                "  --data '{\"a\":\" -H x\"}'"
            ]
        );
        assert_eq!(shell_lines(r"echo 'it'\''s one' two", 12), [r"echo \", r"  'it'\''s one' \", "  two"]);
    }
}
