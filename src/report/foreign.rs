//! Text that somebody else wrote, made harmless for whoever shows it.
//! [`sanitise`](crate::redact::sanitise) is about terminals; this is about CI
//! systems, which read orders out of what a program prints.

/// The text, with nothing left that a CI system obeys: GitHub reads `::` at
/// the start of a line, white space aside, and `##[` anywhere.
pub(super) fn disarm(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let line = line.replace("##[", "##\\[");
        if line.trim_start().starts_with("::") { format!("\\{line}") } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::super::reporter::{Format, Style};
    use super::*;

    #[test]
    fn orders_to_a_ci_system_lose_their_form() {
        assert_eq!(disarm("a\n  ::stop-commands::x"), "a\n\\  ::stop-commands::x");
        assert_eq!(disarm("x ##[error]y"), "x ##\\[error]y");
        assert_eq!(disarm("std::io\n"), "std::io\n");
    }

    #[test]
    fn no_format_passes_on_an_order_that_a_server_gave() {
        for format in Format::ALL {
            let text = dummy::render(format, Style::default(), &dummy::mixed());
            let mut lines = text.lines().map(str::trim_start);
            assert!(!lines.any(|line| line.starts_with("::stop-commands")), "{format}: {text}");
        }
    }
}
