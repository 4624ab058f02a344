//! How Nile can fail under the application. A fault is not a defect: a sound
//! deployment answers 500 and recovers.

/// One way in which every call to Nile goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// The connection is refused; on the wire, which is shared, it is closed
    /// without one byte.
    Refuse,
    /// The connection is reset in the middle.
    Reset,
    /// No answer ever comes.
    Stall,
    /// The answer is right but late: after twice the deadline of the embedded
    /// application, and after [`super::Outage::delay`] on the wire.
    Slow,
    /// Status 500.
    Status500,
    /// Status 500 with a JSON object.
    Json500,
    /// Status 503 with an HTML page.
    Html503,
    /// Status 404 without a body.
    Empty404,
    /// Status 429.
    Status429,
    /// Status 200 with a body that is no JSON.
    Garbage,
    /// Status 200 without a body.
    Empty,
    /// Status 200 with the body `null`.
    Null,
    /// Status 200 with the body `[]`.
    Array,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 13] = [
        Self::Refuse,
        Self::Reset,
        Self::Stall,
        Self::Slow,
        Self::Status500,
        Self::Json500,
        Self::Html503,
        Self::Empty404,
        Self::Status429,
        Self::Garbage,
        Self::Empty,
        Self::Null,
        Self::Array,
    ];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Reset => "reset",
            Self::Stall => "stall",
            Self::Slow => "slow",
            Self::Status500 => "500",
            Self::Json500 => "500-json",
            Self::Html503 => "503-html",
            Self::Empty404 => "404-empty",
            Self::Status429 => "429",
            Self::Garbage => "garbage",
            Self::Empty => "empty",
            Self::Null => "null",
            Self::Array => "array",
        }
    }

    /// What Nile does, in one sentence.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Refuse => "Nile refuses the connection, or closes it without one byte.",
            Self::Reset => "Nile resets the connection in the middle of an answer.",
            Self::Stall => "Nile never answers.",
            Self::Slow => "Nile answers right, but later than the application waits.",
            Self::Status500 => "Nile answers 500 with a line of text.",
            Self::Json500 => "Nile answers 500 with a JSON object.",
            Self::Html503 => "Nile answers 503 with an HTML page.",
            Self::Empty404 => "Nile answers 404 with an empty body.",
            Self::Status429 => "Nile answers 429: too many requests.",
            Self::Garbage => "Nile answers 200 with a body that is no JSON.",
            Self::Empty => "Nile answers 200 with an empty body.",
            Self::Null => "Nile answers 200 with the body null.",
            Self::Array => "Nile answers 200 with the body [], which the SDK takes for no session.",
        }
    }

    /// The fault of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }
}
