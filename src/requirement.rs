//! What must be proven: the acceptance criteria and the test list of ticket
//! AUTH-4.1, in the ticket's order.

/// One line of the ticket that a check can prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Requirement {
    /// Acceptance criterion 1.
    Ac1,
    /// Acceptance criterion 2.
    Ac2,
    /// Acceptance criterion 3.
    Ac3,
    /// Acceptance criterion 4.
    Ac4,
    /// Acceptance criterion 5.
    Ac5,
    /// Acceptance criterion 6.
    Ac6,
    /// Testing list, line 1.
    T1,
    /// Testing list, line 2.
    T2,
    /// Testing list, line 3.
    T3,
    /// Testing list, line 4.
    T4,
    /// Testing list, line 5.
    T5,
    /// Testing list, line 6.
    T6,
    /// Testing list, line 7.
    T7,
    /// Testing list, line 8.
    T8,
}

impl Requirement {
    /// Every requirement, in the ticket's order.
    pub const ALL: [Self; 14] = [
        Self::Ac1,
        Self::Ac2,
        Self::Ac3,
        Self::Ac4,
        Self::Ac5,
        Self::Ac6,
        Self::T1,
        Self::T2,
        Self::T3,
        Self::T4,
        Self::T5,
        Self::T6,
        Self::T7,
        Self::T8,
    ];

    /// The id used in reports and by `--only` and `--skip`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ac1 => "AUTH-4.1/AC1",
            Self::Ac2 => "AUTH-4.1/AC2",
            Self::Ac3 => "AUTH-4.1/AC3",
            Self::Ac4 => "AUTH-4.1/AC4",
            Self::Ac5 => "AUTH-4.1/AC5",
            Self::Ac6 => "AUTH-4.1/AC6",
            Self::T1 => "AUTH-4.1/T1",
            Self::T2 => "AUTH-4.1/T2",
            Self::T3 => "AUTH-4.1/T3",
            Self::T4 => "AUTH-4.1/T4",
            Self::T5 => "AUTH-4.1/T5",
            Self::T6 => "AUTH-4.1/T6",
            Self::T7 => "AUTH-4.1/T7",
            Self::T8 => "AUTH-4.1/T8",
        }
    }

    /// The part after the slash, for narrow columns.
    #[must_use]
    pub fn short(self) -> &'static str {
        self.id().trim_start_matches("AUTH-4.1/")
    }

    /// The requirement in a few words of our own.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Ac1 => "logout needs a session",
            Self::Ac2 => "logout ends the session on the server",
            Self::Ac3 => "logout removes the session cookie from the browser",
            Self::Ac4 => "protected routes answer 401 after logout",
            Self::Ac5 => "a successful logout answers 200",
            Self::Ac6 => "a logout without a session answers 401",
            Self::T1 => "authenticated logout gives 200",
            Self::T2 => "unauthenticated logout gives 401",
            Self::T3 => "the session is invalid after logout",
            Self::T4 => "the session cookie is cleared",
            Self::T5 => "protected endpoints give 401 after logout",
            Self::T6 => "the user can log in again",
            Self::T7 => "Nile failures are handled",
            Self::T8 => "several sessions at once work",
        }
    }
}
