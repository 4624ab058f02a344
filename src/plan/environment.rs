//! The environment variables of the process.

use std::collections::BTreeMap;

use super::PlanError;

/// The environment variables that matter, read once.
#[derive(Clone, Debug, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// The process's own.
    ///
    /// # Errors
    /// When a variable that was set for penguin-auth is not UTF-8: going on as
    /// if it were not set would do something else than was asked for.
    pub fn of_process() -> Result<Self, PlanError> {
        let mut variables = BTreeMap::new();
        for (name, value) in std::env::vars_os() {
            let Ok(name) = name.into_string() else { continue };
            match value.into_string() {
                Ok(value) => drop(variables.insert(name, value)),
                Err(_) if is_ours(&name) => return Err(PlanError::NotText(name)),
                Err(_) => {}
            }
        }
        Ok(Self(variables))
    }

    /// These and no others, for tests.
    #[must_use]
    pub fn of(variables: &[(&str, &str)]) -> Self {
        Self(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// A variable that is set and not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

/// Whether somebody who sets it means this program.
fn is_ours(name: &str) -> bool {
    name.starts_with("PENGUIN_AUTH_") || name == "NEXTAUTH_SECRET"
}
