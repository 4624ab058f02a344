//! What a judgement says.

use serde::{Deserialize, Serialize};

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds; the sentence says what proved it.
    Pass(String),
    /// It does not hold.
    Fail(Finding),
    /// It does not apply to this run; the sentence says why.
    Skip(String),
    /// The profile promises nothing of the kind, so the line of the ticket that
    /// it proves stays unproven; the sentence says why.
    NotPromised(String),
}

/// What a person needs to understand and mend a failure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What had to be seen.
    pub expected: String,
    /// What was seen.
    pub actual: String,
    /// The likely cause; the check's own when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cause: String,
    /// How to mend it; the check's own when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remedy: String,
    /// Further lines that show it, such as the two Set-Cookie lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
    /// Indices of the exchanges to look at.
    #[serde(skip)]
    pub exchanges: Vec<usize>,
}

impl Finding {
    /// A finding with the check's usual cause and remedy.
    pub fn new(expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Self { expected: expected.into(), actual: actual.into(), ..Self::default() }
    }

    /// Look at these exchanges.
    #[must_use]
    pub fn at(mut self, exchanges: impl IntoIterator<Item = usize>) -> Self {
        self.exchanges.extend(exchanges);
        self.exchanges.sort_unstable();
        self
    }

    /// This cause instead of the usual one.
    #[must_use]
    pub fn because(mut self, cause: impl Into<String>) -> Self {
        self.cause = cause.into();
        self
    }

    /// This remedy instead of the usual one.
    #[must_use]
    pub fn mend(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }

    /// One more line that shows it.
    #[must_use]
    pub fn detail(mut self, line: impl Into<String>) -> Self {
        self.details.push(line.into());
        self
    }
}

impl From<Finding> for Verdict {
    fn from(finding: Finding) -> Self {
        Self::Fail(finding)
    }
}
