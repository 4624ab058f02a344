//! Texts of `penguin-auth mock`: the greeting, and the lists of defects and
//! faults for a terminal of 80 columns.

use super::account::Account;
use super::control::ControlToken;
use super::defect::Defect;
use super::deployment::MockDeployment;
use super::fault::Fault;

/// The width that the tables fit.
const WIDTH: usize = 80;

/// Every defect with what it does.
#[must_use]
pub fn defect_table() -> String {
    table(Defect::ALL.iter().map(|defect| (defect.name(), defect.about())))
}

/// Every fault with what it does.
#[must_use]
pub fn fault_table() -> String {
    table(Fault::ALL.iter().map(|fault| (fault.name(), fault.about())))
}

/// What a started deployment says about itself: its address on the first line,
/// then who can log in, how an app finds Nile here, and where it is steered and
/// with which token, unless that is told elsewhere. Passwords are shown only of
/// the built-in accounts, whose passwords everybody can read here.
#[must_use]
pub fn greeting(deployment: &MockDeployment, built_in: bool, token: Option<&ControlToken>) -> String {
    let account = |it: &Account| {
        if built_in {
            format!("account {}  password {}\n", it.email, it.password)
        } else {
            format!("account {}\n", it.email)
        }
    };
    let accounts: String = deployment.accounts().iter().map(account).collect();
    let expired = deployment.expired_jwe().map(|it| format!("expired_jwe={it}\n")).unwrap_or_default();
    let environment = deployment.nile_environment();
    let token = token.map(|token| format!("  token {}", token.text())).unwrap_or_default();
    let control = deployment.control_url().map(|url| format!("control {url}{token}\n")).unwrap_or_default();
    format!("listening on {}\n{accounts}{environment}{expired}{control}", deployment.base_url())
}

fn table<'a>(rows: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> String {
    let names = rows.clone().map(|(name, _)| name.len()).max().unwrap_or(0) + 2;
    rows.map(|(name, about)| row(name, about, names)).collect()
}

fn row(name: &str, about: &str, names: usize) -> String {
    let indent = format!("\n{:names$}", "");
    let text = wrapped(about, WIDTH.saturating_sub(names)).join(&indent);
    format!("{name:names$}{text}\n")
}

/// Breaks a text at its spaces.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= width) {
            Some(line) => line.extend([" ", word]),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_fits_80_columns_and_every_defect_has_a_row() {
        let table = defect_table();
        assert!(table.lines().all(|line| line.chars().count() <= WIDTH));
        let names = table.lines().filter(|line| !line.starts_with(' ')).count();
        assert_eq!(names, Defect::ALL.len());
    }
}
