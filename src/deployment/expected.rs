//! What an answer has to look like, as a profile says it. The comparison with
//! real answers is in `evidence`, which knows them.

use std::fmt;

use serde_json::Value;

/// The look of an answer. What is empty is not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// One of these statuses; none means any from 200 to 299.
    pub statuses: Vec<u16>,
    /// One of these bodies.
    pub bodies: Vec<ExpectedBody>,
    /// Each of these texts stands in the Location header or in the body.
    pub says: Vec<String>,
    /// None of these texts stands there.
    pub lacks: Vec<String>,
}

/// A body that an answer may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectedBody {
    /// Not one octet.
    Empty,
    /// This JSON, however it is spaced and ordered.
    Json(Value),
}

impl Expected {
    /// Only a status.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self { statuses: vec![status], ..Self::default() }
    }

    /// Whether the status is one of these.
    #[must_use]
    pub fn allows(&self, status: u16) -> bool {
        if self.statuses.is_empty() { (200..300).contains(&status) } else { self.statuses.contains(&status) }
    }

    /// The statuses in words: `401`, `200 or 204`.
    #[must_use]
    pub fn statuses_in_words(&self) -> String {
        if self.statuses.is_empty() {
            return "a status from 200 to 299".to_owned();
        }
        let statuses: Vec<String> = self.statuses.iter().map(ToString::to_string).collect();
        statuses.join(" or ")
    }
}

/// `401 {"error":"Unauthorized"}`, `200 without "csrf=true"`.
impl fmt::Display for Expected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.statuses_in_words())?;
        let bodies: Vec<String> = self.bodies.iter().map(ToString::to_string).collect();
        if !bodies.is_empty() {
            write!(formatter, " {}", bodies.join(" or "))?;
        }
        for text in &self.says {
            write!(formatter, " with {text:?}")?;
        }
        for text in &self.lacks {
            write!(formatter, " without {text:?}")?;
        }
        Ok(())
    }
}

impl fmt::Display for ExpectedBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("with an empty body"),
            Self::Json(value) => value.fmt(formatter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_statuses_every_success_is_allowed() {
        assert!(Expected::default().allows(204) && !Expected::default().allows(302));
        assert!(Expected::status(401).allows(401) && !Expected::status(401).allows(200));
    }

    #[test]
    fn an_expectation_is_said_in_one_line() {
        let expected = Expected {
            statuses: vec![200],
            bodies: vec![ExpectedBody::Json(serde_json::json!({})), ExpectedBody::Json(Value::Null)],
            ..Expected::default()
        };
        assert_eq!(expected.to_string(), "200 {} or null");
        let expected = Expected { lacks: vec!["csrf=true".to_owned()], ..Expected::status(200) };
        assert_eq!(expected.to_string(), "200 without \"csrf=true\"");
    }
}
