//! The exit codes of the process: the contract with scripts and CI.

use std::process::ExitCode;

/// How the process ends. A failed check outranks a blocked one, and a blocked
/// one outranks a pass: CI must be able to tell "the deployment is wrong" from
/// "nobody could look".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything that was asked for holds; warnings are allowed.
    Passed,
    /// A check at level deny failed, or a list of known failures is not true
    /// any more.
    Failed,
    /// The command line, an environment variable or a file it names is wrong.
    Usage,
    /// The deployment could not be examined: unreachable, routes missing,
    /// login refused, rate limited, captcha or MFA in the way.
    Blocked,
    /// The verdict stands, but a report could not be written.
    ReportFailed,
    /// A bug in penguin-auth itself.
    Bug,
    /// Stopped by SIGINT.
    Interrupted,
    /// Stopped by SIGTERM.
    Terminated,
}

impl Exit {
    /// Every exit, in the order of the README's table.
    pub const ALL: [Self; 8] = [
        Self::Passed,
        Self::Failed,
        Self::Usage,
        Self::Blocked,
        Self::ReportFailed,
        Self::Bug,
        Self::Interrupted,
        Self::Terminated,
    ];

    /// The number that the shell sees.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Passed => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Blocked => 3,
            Self::ReportFailed => 4,
            Self::Bug => 70,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }

    /// What the number means, one sentence for help texts and the README.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Passed => "everything that was asked for holds (warnings allowed)",
            Self::Failed => "a check at level deny failed, or a known failure is out of date",
            Self::Usage => "the command line, the environment or a file it names is wrong",
            Self::Blocked => {
                "could not look: unreachable, route missing, login refused, rate limited, captcha, MFA"
            }
            Self::ReportFailed => "a report could not be written",
            Self::Bug => "a bug in penguin-auth",
            Self::Interrupted => "stopped by SIGINT (Ctrl-C)",
            Self::Terminated => "stopped by SIGTERM",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
