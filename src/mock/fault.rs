//! How Nile can fail under the application. A fault is not a defect: a sound
//! deployment answers 500 and recovers.

/// One way in which every call to Nile goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// The connection is refused.
    Refuse,
    /// The connection is reset in the middle.
    Reset,
    /// No answer ever comes.
    Stall,
    /// The answer is right but comes after twice the deadline.
    Slow,
    /// Status 500.
    Status500,
    /// Status 503 with an HTML page.
    Html503,
    /// Status 429.
    Status429,
    /// Status 200 with a body that is no JSON.
    Garbage,
    /// Status 200 without a body.
    Empty,
    /// Status 200 with the body `null`.
    Null,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 10] = [
        Self::Refuse,
        Self::Reset,
        Self::Stall,
        Self::Slow,
        Self::Status500,
        Self::Html503,
        Self::Status429,
        Self::Garbage,
        Self::Empty,
        Self::Null,
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
            Self::Html503 => "503-html",
            Self::Status429 => "429",
            Self::Garbage => "garbage",
            Self::Empty => "empty",
            Self::Null => "null",
        }
    }

    /// What Nile does, in one sentence.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Refuse => "Nile refuses the connection.",
            Self::Reset => "Nile resets the connection in the middle of an answer.",
            Self::Stall => "Nile never answers.",
            Self::Slow => "Nile answers after twice the time that the application waits.",
            Self::Status500 => "Nile answers 500.",
            Self::Html503 => "Nile answers 503 with an HTML page.",
            Self::Status429 => "Nile answers 429: too many requests.",
            Self::Garbage => "Nile answers 200 with a body that is no JSON.",
            Self::Empty => "Nile answers 200 with an empty body.",
            Self::Null => "Nile answers 200 with the body null.",
        }
    }

    /// The fault of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }
}
