//! JSON files that say which version of their layout they have: whether a file
//! is one of ours is asked first, so that nothing of another one is repeated.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::redact::sanitise;

/// What kind of file, and how it shows.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// What it is called: `report`.
    pub name: &'static str,
    /// The field that holds the version of its layout.
    pub field: &'static str,
    /// The version that is read here.
    pub version: u32,
}

/// A text that is not such a file.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No JSON.
    #[error("it is no JSON: {0}")]
    Json(serde_json::Error),
    /// JSON without the version.
    #[error("it is no {name}: it has no number {field:?}")]
    Foreign {
        /// What it should be.
        name: &'static str,
        /// The field that is missing.
        field: &'static str,
    },
    /// Another version of the layout.
    #[error("it has layout {found}, and this penguin-auth reads layout {known}")]
    Version {
        /// The file's.
        found: u64,
        /// Ours.
        known: u32,
    },
    /// A field that is missing or does not hold what it should.
    #[error("at {path}: {reason}")]
    Field {
        /// The way to the field: `checks[3].level`.
        path: String,
        /// What is wrong there.
        reason: String,
    },
}

impl ReadError {
    /// What to try next.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Json(_) | Self::Foreign { .. } => {
                "reports are written by verify --report json=FILE, evidence by verify --save-evidence FILE"
            }
            Self::Version { .. } => "use the version of penguin-auth that wrote it, or run verify again",
            Self::Field { .. } => "the file was changed after it was written: run verify again",
        }
    }
}

/// Reads a file of that kind.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read<T: DeserializeOwned>(text: &str, kind: Kind) -> Result<T, ReadError> {
    let value: Value = serde_json::from_str(text).map_err(ReadError::Json)?;
    let foreign = ReadError::Foreign { name: kind.name, field: kind.field };
    let found = value.get(kind.field).and_then(Value::as_u64).ok_or(foreign)?;
    if found != u64::from(kind.version) {
        return Err(ReadError::Version { found, known: kind.version });
    }
    serde_path_to_error::deserialize(value).map_err(|error| ReadError::Field {
        path: sanitise(&error.path().to_string()),
        reason: sanitise(&error.inner().to_string()),
    })
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    const KIND: Kind = Kind { name: "shopping list", field: "list", version: 2 };

    #[derive(Debug, Deserialize)]
    struct List {
        items: Vec<Item>,
    }

    #[derive(Debug, Deserialize)]
    struct Item {
        number: u8,
    }

    /// What is wrong with the text.
    fn wrong(text: &str) -> String {
        read::<List>(text, KIND).unwrap_err().to_string()
    }

    #[test]
    fn the_version_is_asked_before_anything_else() {
        assert_eq!(
            wrong(r#"{"list": 3, "items": "x"}"#),
            "it has layout 3, and this penguin-auth reads layout 2"
        );
        assert_eq!(wrong(r#"{"list": 1}"#), "it has layout 1, and this penguin-auth reads layout 2");
        for foreign in [r#"{"token": "T0ken"}"#, r#"{"list": "two"}"#, "[]", "7"] {
            assert_eq!(wrong(foreign), r#"it is no shopping list: it has no number "list""#);
        }
    }

    #[test]
    fn a_wrong_field_is_named_with_the_way_to_it() {
        assert!(
            wrong(r#"{"list": 2, "items": [{"number": 1}, {"number": "x\u001b[31m"}]}"#)
                .starts_with(r#"at items[1].number: invalid type: string "x\u{1b}[31m""#)
        );
        assert_eq!(wrong(r#"{"list": 2}"#), "at .: missing field `items`");
        assert!(wrong(r#"{"list": 2, "#).starts_with("it is no JSON: EOF"));
    }

    #[test]
    fn a_field_that_is_not_known_does_not_matter() {
        let list: List =
            read(r#"{"list": 2, "items": [{"number": 4, "more": 1}], "more": 2}"#, KIND).unwrap();
        assert_eq!(list.items[0].number, 4);
    }
}
